import { expect, it } from "vitest";
import { nextStep } from "./next_step.ts";

const expected = { expected: true, signed_in_at: null };

it("is signing in, for who is expected", () => {
  expect(nextStep({ id: 7, can: ["sign_in"], my: expected })).toEqual({ word: "sign_in", to: "/scan" });
});

it("is showing the code, for who runs the meeting", () => {
  expect(nextStep({ id: 7, can: ["show_code", "sign_in"], my: expected }).to).toBe("/meetings/7/code");
});

it("is looking at it, once signed in or before it opens", () => {
  const there = { expected: true, signed_in_at: "2026-11-23T11:00:00Z" };
  expect(nextStep({ id: 7, can: ["sign_in"], my: there }).word).toBe("look");
  expect(nextStep({ id: 7, can: [], my: expected }).word).toBe("look");
});
