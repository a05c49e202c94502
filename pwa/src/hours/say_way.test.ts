import { beforeEach, describe, expect, it } from "vitest";
import { i18n } from "../core/i18n.ts";
import { sayWay } from "./say_way.ts";

const HOUR = 3600;
const way = (changes = {}) => ({
  counted_seconds: 10.5 * HOUR,
  target_seconds: 32 * HOUR,
  gap_seconds: 21.5 * HOUR,
  closes: true,
  lesson_count: 14,
  left_seconds: 22 * HOUR,
  ...changes,
});

describe("the shortest way in words", () => {
  beforeEach(() => (i18n.global.locale.value = "zh"));

  it("says how many lessons close the gap", () => {
    expect(sayWay(way())).toBe("还差 21.5 小时：再学完 14 课（约 22 小时）就够了。");
    expect(sayWay(way({ lesson_count: 1, left_seconds: 22 * HOUR }))).toBe("还差 21.5 小时：再学完这一课就够了。");
  });

  it("says plainly where the lessons do not reach", () => {
    expect(sayWay(way({ closes: false }))).toContain("还不够");
    expect(sayWay(way({ closes: false, lesson_count: 0 }))).toContain("没有可学的课");
  });

  it("is glad with who has reached it", () => {
    expect(sayWay(way({ gap_seconds: 0, lesson_count: 0 }))).toBe("今年的目标已经达到。");
  });

  it("speaks English too", () => {
    i18n.global.locale.value = "en";
    expect(sayWay(way())).toBe("21.5 hours to go: 14 more lessons (about 22 hours) close the gap.");
  });
});
