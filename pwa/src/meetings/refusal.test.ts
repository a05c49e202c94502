import { expect, it } from "vitest";
import { speak } from "../core/i18n.ts";
import { refusalOf } from "./refusal.ts";

const REASONS = [
  "not_on_roster",
  "too_early",
  "closed",
  "code_expired",
  "code_invalid",
  "ticket_used",
  "ticket_expired",
  "too_many_tries",
  "digits_wrong",
];

it.each(REASONS.flatMap((code) => [[code, "zh"] as const, [code, "en"] as const]))(
  "has words for %s in %s",
  (code, locale) => {
    speak(locale);
    const { why, deed } = refusalOf({ code }, false);
    expect(why + deed).not.toContain("meetings.");
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
