import { expect, it } from "vitest";
import { createUnseen } from "./out_of_sight.ts";

const leave = (position: number, playing = true) => ({ visible: false, playing, position });
const comeBack = (position: number) => ({ visible: true, playing: true, position });

it("says what played while the page was out of sight, and from where", () => {
  const { note } = createUnseen();
  expect(note(leave(60))).toBeNull();
  expect(note(comeBack(180))).toEqual({ seconds: 120, from: 60 });
  expect(note(comeBack(200))).toBeNull();
});

it("says nothing of what stood still, of a moment, or of a jump back", () => {
  const { note } = createUnseen();
  for (const [from, to, playing] of [
    [60, 180, false],
    [60, 63, true],
    [60, 10, true],
  ] as const) {
    note(leave(from, playing));
    expect(note(comeBack(to))).toBeNull();
  }
});
