import { beforeEach, describe, expect, it } from "vitest";
import { i18n } from "../core/i18n.ts";
import { amountOf, correctedSeconds, sayAmount } from "./amount.ts";

describe("how long", () => {
  beforeEach(() => (i18n.global.locale.value = "zh"));

  it("is a usual length by one tap, or minutes", () => {
    expect(amountOf("half_day", "")).toEqual({ amount: 1, unit: "half_days" });
    expect(amountOf("other", " 90 ")).toEqual({ amount: 90, unit: "minutes" });
  });

  it("is no length where nothing, too much or no number was typed", () => {
    for (const typed of ["", "0", "1441", "1.5", "-3", "一"]) expect(amountOf("other", typed)).toBeNull();
    expect(amountOf("", "")).toBeNull();
  });

  it("is said with what it comes to", () => {
    expect(sayAmount({ amount: 90, unit: "minutes", asked_seconds: 5400 })).toBe("1 小时 30 分钟");
    expect(sayAmount({ amount: 1, unit: "half_days", asked_seconds: 14_400 })).toBe("半天（4 小时）");
    expect(sayAmount({ amount: 2, unit: "units", asked_seconds: 5400 })).toBe("2 个课时（1 小时 30 分钟）");
  });

  it("is corrected only where the minutes differ", () => {
    expect(correctedSeconds("120", 7200)).toBeUndefined();
    expect(correctedSeconds("60", 7200)).toBe(3600);
    expect(correctedSeconds("", 7200)).toBeNull();
    expect(correctedSeconds("x", 7200)).toBeNull();
  });
});
