import { expect, it } from "vitest";
import { createClock } from "./clock.ts";

const MINUTE = 60_000;

function phone({ wall = 5_000_000, kept = null as string | null } = {}) {
  let stored = kept;
  const store = { getItem: () => stored, setItem: (_key: string, value: string) => void (stored = value) };
  return { ...tab(store, wall), store, stored: () => stored };
}

/** One more page of the same browser. */
function tab(store: Pick<Storage, "getItem" | "setItem">, wall = 5_000_000) {
  const at = { monotonic: 100, wall };
  const clocks = { monotonic: () => at.monotonic, wall: () => at.wall, page: wall };
  return { clock: createClock({ clocks, store }), at };
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

it("follows the wall clock through a sleep, in which the other clock stands still", () => {
  const { clock, at } = phone();
  clock.noteAnchor("9000000.mac");
  at.wall += 8 * 60 * MINUTE;
  at.monotonic += MINUTE;
  expect(clock.serverNow()).toBe(9_000_000 + 8 * 60 * MINUTE);
});

it("names the newest anchor of all tabs, and no time before it", () => {
  const one = phone();
  const other = tab(one.store, 5_000_500);
  one.clock.noteAnchor("9000000.mine");
  other.clock.noteAnchor("9060000.theirs");
  expect(one.clock.anchorText()).toBe("9060000.theirs");
  expect(one.clock.serverNow()).toBe(9_060_000);
  one.at.monotonic += 2 * MINUTE;
  expect(one.clock.serverNow()).toBe(9_000_000 + 2 * MINUTE);
});

it("reads the anchor that an older version kept", () => {
  const { clock } = phone({
    kept: JSON.stringify({ text: "9000000.mac", serverMs: 9_000_000, wallMs: 5_000_000 - MINUTE }),
  });
  expect(clock.serverNow()).toBe(9_000_000 + MINUTE);
});
