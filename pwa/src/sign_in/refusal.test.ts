import { expect, it } from "vitest";
import { speak } from "../core/i18n.ts";
import { REASONS, refusalOf } from "./refusal.ts";

it.each(REASONS.flatMap((code) => [[code, "zh"] as const, [code, "en"] as const]))(
  "has words for %s in %s",
  (code, locale) => {
    speak(locale);
    const { why, deed } = refusalOf({ code }, false);
    expect(why + deed).not.toContain("sign_in.");
    expect(deed).not.toBe("");
  },
);

it("sends who scanned without a network to the secretary, not to a code long gone", () => {
  speak("zh");
  expect(refusalOf({ code: "code_expired" }, true).deed).toContain("书记");
  expect(refusalOf({ code: "code_expired" }, false).deed).toContain("再扫");
});

it("falls back on the general sentence", () => {
  speak("en");
  expect(refusalOf({ code: "busy", status: 503 }, false)).toMatchObject({ deed: "", next: "scan" });
});

it("offers who is on leave and came after all the one button for it", () => {
  expect(refusalOf({ code: "on_leave" }, false).next).toBe("withdraw_leave");
});
