import { expect, it } from "vitest";
import { stepOf } from "./meeting_step.ts";
import type { Meeting } from "./shapes.ts";

const START = Date.parse("2026-11-23T11:00:00Z");
const meeting = (can: string[], signed_in_at: string | null = null) =>
  ({
    starts_at: "2026-11-23T11:00:00Z",
    rule: { opens_before_minutes: 90 },
    can,
    my: { expected: true, signed_in_at },
  }) as Meeting;

it.each([
  [["show_code", "sign_in"], "show_code"],
  [["sign_in"], "sign_in"],
  [[], "none"],
])("with %j the step is %s", (can, step) => {
  expect(stepOf(meeting(can), START)).toBe(step);
});

it("opens as long before the start as the rule of its day says", () => {
  expect(stepOf(meeting(["open"]), START - 5_400_001)).toBe("opens_later");
  expect(stepOf(meeting(["open"]), START - 5_400_000)).toBe("open");
});

it("is in once signed in", () => {
  expect(stepOf(meeting([], "2026-11-23T11:02:00Z"), START)).toBe("in");
});
