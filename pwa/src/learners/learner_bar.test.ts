import { expect, it } from "vitest";
import { learnerBar } from "./learner_bar.ts";

const HOUR = 3600;
const member = (hours: number) => ({ seconds: hours * HOUR, target_seconds: 32 * HOUR, expected_seconds: 16 * HOUR });

it("fills the bar by the part of the year's target", () => {
  expect(learnerBar(member(8))).toEqual({ filled: 25, due: 50 });
});

it("is full, and no fuller, for who has more", () => {
  expect(learnerBar(member(40)).filled).toBe(100);
});

it("is empty where a correction took more than there was", () => {
  expect(learnerBar(member(-1)).filled).toBe(0);
});

it("is full where nothing is asked", () => {
  expect(learnerBar({ seconds: 0, target_seconds: 0, expected_seconds: 0 })).toEqual({ filled: 100, due: 0 });
});
