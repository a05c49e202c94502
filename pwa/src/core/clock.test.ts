import { expect, it } from "vitest";
import { createClock } from "./clock.ts";

const MINUTE = 60_000;

function phone({ wall = 5_000_000, kept = null as string | null } = {}) {
  const at = { monotonic: 100, wall };
  let stored = kept;
  const store = { getItem: () => stored, setItem: (_key: string, value: string) => void (stored = value) };
  const clock = createClock({ monotonic: () => at.monotonic, wall: () => at.wall, store });
  return { clock, at, stored: () => stored };
}

it("follows the server by the monotonic clock, whatever happens to the wall clock", () => {
  const { clock, at } = phone();
  clock.noteAnchor("9000000.mac");
  at.monotonic += MINUTE;
  at.wall -= 48 * 60 * MINUTE;
  expect(clock.serverNow()).toBe(9_000_000 + MINUTE);
});

it("keeps the newest anchor when an older one arrives late", () => {
  const { clock } = phone();
  clock.noteAnchor("9000000.new");
  clock.noteAnchor("8000000.old");
  expect(clock.anchorText()).toBe("9000000.new");
});

it("falls back to the last page's anchor and the wall clock after a reload", () => {
  const before = phone();
  before.clock.noteAnchor("9000000.mac");
  const after = phone({ wall: before.at.wall + 2 * MINUTE, kept: before.stored() });
  expect(after.clock.serverNow()).toBe(9_000_000 + 2 * MINUTE);
  expect(after.clock.anchorText()).toBe("9000000.mac");
});

it("never goes back behind the anchor when the wall clock was set back", () => {
  const before = phone();
  before.clock.noteAnchor("9000000.mac");
  const after = phone({ wall: before.at.wall - 10 * MINUTE, kept: before.stored() });
  expect(after.clock.serverNow()).toBe(9_000_000);
});

it("uses the wall clock on a device that never heard from the server, and survives a spoilt store", () => {
  const { clock } = phone({ kept: "{broken" });
  clock.noteAnchor(null);
  clock.noteAnchor("nonsense");
  expect(clock.serverNow()).toBe(5_000_000);
  expect(clock.anchorText()).toBeNull();
});
