import { beforeEach, expect, it } from "vitest";
import { speak } from "../core/i18n.ts";
import { sayAbout, sayDeed, sayWho } from "./say_trace.ts";

beforeEach(() => speak("zh"));

it.each([
  ["look", "board"],
  ["look", "record"],
  ["look", "report"],
  ["look", "file"],
  ["change", "marked_by_hand"],
  ["change", "marked_card"],
  ["change", "marked_reply"],
  ["change", "mark_undone"],
  ["change", "claim_approved"],
  ["change", "claim_declined"],
  ["change", "leave_granted"],
  ["change", "leave_declined"],
  ["change", "correction_add"],
  ["change", "correction_remove"],
  ["change", "correction_approve"],
] as const)("has words of its own for %s %s, in both languages", (kind, word) => {
  for (const locale of ["zh", "en"] as const) {
    speak(locale);
    expect(sayDeed({ kind, word })).not.toBe(sayDeed({ kind, word: "unheard of" }));
    expect(sayDeed({ kind, word })).not.toContain("attendance.");
  }
});

it("says something true of a deed that it does not know", () => {
  expect(sayDeed({ kind: "change", word: "correction_unheard_of" })).toBe("改了你的签到记录");
});

it("names three meetings and counts the rest", () => {
  expect(sayAbout(["读书分享"])).toBe("读书分享");
  expect(sayAbout(["一", "二", "三"])).toBe("一、二、三");
  expect(sayAbout(["一", "二", "三", "四"])).toBe("一、二、三等 4 次会议");
});

it("names the person with what made it their business", () => {
  const secretary = { kind: "secretary" as const, organisation: "青枫里支部" };
  expect(sayWho({ name: "李秀兰", roles: [secretary] })).toBe("李秀兰（青枫里支部 支部书记）");
  expect(sayWho({ name: "梅", roles: [{ kind: "helper", organisation: null }] })).toBe("梅（签到帮手）");
  expect(sayWho({ name: "李秀兰", roles: [] })).toBe("李秀兰");
  expect(sayWho({ name: null, roles: [] })).toBe("系统");
});
