import { describe, expect, it } from "vitest";
import { faultsOf, fieldsOf, targetsIn, toRule, toTargets } from "./rule_fields.ts";

const RULE = { from_day: "2000-01-01", unit_minutes: 45, half_day_hours: 4, day_hours: 8, day_cap_minutes: 480 };
const TODAY = "2026-11-24";

describe("a new rule", () => {
  it("comes out of the form as it went in", () => {
    expect(toRule(fieldsOf(RULE, "2027-01-01"))).toEqual({ ...RULE, from_day: "2027-01-01" });
  });

  it("begins on a coming day", () => {
    expect(faultsOf(fieldsOf(RULE, TODAY), TODAY)).toEqual(["from_day"]);
    expect(faultsOf(fieldsOf(RULE, ""), TODAY)).toEqual(["from_day"]);
    expect(faultsOf(fieldsOf(RULE, "2026-11-25"), TODAY)).toEqual([]);
  });

  it("has whole numbers in bounds, and a day no shorter than half of one", () => {
    const fields = fieldsOf(RULE, "2027-01-01");
    expect(faultsOf({ ...fields, unit: "0", cap: "25" }, TODAY)).toEqual(["unit", "cap"]);
    expect(faultsOf({ ...fields, half_day: "5", day: "4" }, TODAY)).toEqual(["day"]);
    expect(faultsOf({ ...fields, unit: "4,5" }, TODAY)).toEqual(["unit"]);
  });
});

describe("targets", () => {
  const targets = [
    { year: 2027, role: "member", seconds: 40 * 3600 },
    { year: 2000, role: "member", seconds: 32 * 3600 },
    { year: 2000, role: "secretary", seconds: 56 * 3600 },
  ] as const;

  it("hold from their year until a later one", () => {
    expect(targetsIn(2026, [...targets]).member?.seconds).toBe(32 * 3600);
    expect(targetsIn(2028, [...targets]).member?.seconds).toBe(40 * 3600);
    expect(targetsIn(2028, [...targets]).secretary?.seconds).toBe(56 * 3600);
    expect(targetsIn(2028, [...targets]).admin).toBeUndefined();
  });

  it("are sent by role, and only where a number of hours was typed", () => {
    const typed = { member: "32", secretary: "56.5", admin: "", city_admin: " " };
    expect(toTargets(typed)).toEqual([
      { role: "member", seconds: 115_200 },
      { role: "secretary", seconds: 203_400 },
    ]);
    expect(toTargets({ ...typed, secretary: "many" })).toBeNull();
    expect(toTargets({ ...typed, member: "" })).toBeNull();
    expect(toTargets({ ...typed, member: "2001" })).toBeNull();
  });
});
