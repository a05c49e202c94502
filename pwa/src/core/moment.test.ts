import { expect, it } from "vitest";
import { msSince, thisMoment, type Clocks } from "./moment.ts";

const MINUTE = 60_000;

function device() {
  const now = { wall: 5_000_000, monotonic: 1_000, page: 1 };
  const clocks = (): Clocks => ({ wall: () => now.wall, monotonic: () => now.monotonic, page: now.page });
  const pass = (ms: number) => Object.assign(now, { wall: now.wall + ms, monotonic: now.monotonic + ms });
  const reload = () => Object.assign(now, { page: now.page + 1, monotonic: 0 });
  return { now, clocks, pass, reload, mark: () => thisMoment(clocks()) };
}

it("goes by the monotonic clock when somebody sets the wall clock back", () => {
  const { now, clocks, pass, mark } = device();
  const then = mark();
  pass(MINUTE);
  now.wall -= 60 * MINUTE;
  expect(msSince(then, clocks())).toBe(MINUTE);
});

it("goes by the wall clock after a reload", () => {
  const { clocks, pass, reload, mark } = device();
  const then = mark();
  pass(MINUTE);
  reload();
  pass(2 * MINUTE);
  expect(msSince(then, clocks())).toBe(3 * MINUTE);
});

it("goes by the wall clock when the device slept, for the monotonic one stood still", () => {
  const { now, clocks, pass, mark } = device();
  const then = mark();
  pass(MINUTE);
  now.wall += 40 * MINUTE;
  expect(msSince(then, clocks())).toBe(41 * MINUTE);
});

it("takes a small correction of the wall clock for no sleep", () => {
  const { now, clocks, pass, mark } = device();
  const then = mark();
  pass(MINUTE);
  now.wall += 2_900;
  expect(msSince(then, clocks())).toBe(MINUTE);
});

it("is never negative, also for what an older version kept", () => {
  const { now, clocks } = device();
  expect(msSince({ at: now.wall + 1 }, clocks())).toBe(0);
  expect(msSince({ at: now.wall - 7 }, clocks())).toBe(7);
});
