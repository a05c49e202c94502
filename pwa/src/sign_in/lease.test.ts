import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { toBase64, fromBase64 } from "../core/bytes.ts";
import type { Clocks } from "../core/moment.ts";
import { forgetAll } from "../core/remembered.ts";
import { makeCode, makeDigits, readCode } from "./code_text.ts";
import { ageMs, codeByLease, keptLease, leftMs, renewLease, type KeptLease } from "./lease.ts";
import type { Lease } from "./shapes.ts";

const MINUTE = 60_000;
const keyOf = (period: number) => toBase64(new Uint8Array(32).fill(period + 1));
const LEASE: Lease = {
  id: 1,
  meeting_id: 7,
  title: "支部大会",
  link: "HTTPS://MUSTER.EXAMPLE/S/",
  version: 2,
  key_id: 3,
  generation: 5,
  slot_ms: 10_000,
  age_ms: 28 * MINUTE,
  expires_in_ms: 180 * MINUTE,
  period_ms: 30 * MINUTE,
  keys: [0, 1, 2, 3, 4, 5, 6].map((period) => ({ period, key: keyOf(period) })),
};

function screen(offMs = 0) {
  const now = { wall: 9_000_000 + offMs, monotonic: 0, page: 1 };
  const clocks = (): Clocks => ({ wall: () => now.wall, monotonic: () => now.monotonic, page: now.page });
  const kept: KeptLease = { lease: LEASE, taken: { at: now.wall, page: 1, monotonic: 0 } };
  const pass = (ms: number) => Object.assign(now, { wall: now.wall + ms, monotonic: now.monotonic + ms });
  return { now, kept, clocks, pass, show: (purpose: "in" | "out" = "in") => codeByLease(kept, purpose, clocks()) };
}

it("shows what the server would show: the code of the slot, under the key of its half hour", async () => {
  const { show, pass } = screen();
  pass(3 * MINUTE + 4_321.5);
  const code = (await show())!;
  const fields = { purpose: "in" as const, key_id: 3, generation: 5, meeting_id: 7, second: 31 * 60 };
  expect(code.url).toBe(`HTTPS://MUSTER.EXAMPLE/S/${await makeCode(fields, fromBase64(keyOf(1)))}`);
  expect(code.digits).toBe(await makeDigits("in", 31 * MINUTE + 4_321, fromBase64(keyOf(1))));
  expect(code).toMatchObject({ left_ms: 5_678.5, digits_left_ms: 25_678.5, slot_ms: 10_000, generation: 5 });
  expect(code.qr_svg).toContain("<svg");
});

it.each([-60_000, 0, 60_000])(
  "shows the same code by a clock that is off by %d ms, also after a reload",
  async (offMs) => {
    const [right, off] = [screen(), screen(offMs)];
    for (const { pass, now } of [right, off]) {
      pass(2 * MINUTE);
      Object.assign(now, { page: 2, monotonic: 0 });
      pass(MINUTE);
    }
    expect(await off.show()).toEqual(await right.show());
  },
);

it("draws sign-out codes of their own", async () => {
  const { show } = screen();
  const [inside, out] = [(await show("in"))!, (await show("out"))!];
  expect(readCode(out.url.split("/S/")[1]!)?.purpose).toBe("out");
  expect(out.digits).not.toBe(inside.digits);
});

it("knows the meeting's age after a sleep and after a reload, by the wall clock", async () => {
  const { kept, clocks, pass, now } = screen();
  pass(MINUTE);
  now.wall += 20 * MINUTE; // the laptop slept
  expect(ageMs(kept, clocks())).toBe(49 * MINUTE);
  Object.assign(now, { page: 2, monotonic: 0, wall: now.wall + MINUTE });
  expect(ageMs(kept, clocks())).toBe(50 * MINUTE);
});

it("ends when it was to end, and not a moment later", async () => {
  const { kept, clocks, pass, show } = screen();
  pass(180 * MINUTE - 1);
  expect(await show()).not.toBeNull();
  pass(1);
  expect(leftMs(kept, clocks())).toBe(0);
  expect(await show()).toBeNull();
});

it("shows nothing for a half hour whose key it was not given", async () => {
  const { kept, clocks } = screen();
  expect(await codeByLease({ ...kept, lease: { ...LEASE, keys: [] } }, "in", clocks())).toBeNull();
});

let taken = 0;
let answers: () => Response;

beforeEach(async () => {
  await forgetAll();
  taken = 0;
  answers = () => Response.json({ ...LEASE, id: ++taken }, { status: 201 });
  vi.stubGlobal("fetch", async () => answers());
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("is taken once, kept over a reload, and renewed in its last hour", async () => {
  await renewLease(7, 5);
  await renewLease(7, 5);
  expect([taken, (await keptLease(7))?.lease.id]).toEqual([1, 1]);
  vi.advanceTimersByTime(121 * MINUTE);
  await renewLease(7, 5);
  expect([taken, (await keptLease(7))?.lease.id]).toEqual([2, 2]);
});

it("is taken anew when the code was reset, for the old keys open nothing any more", async () => {
  await renewLease(7, 5);
  await renewLease(7, 6);
  expect(taken).toBe(2);
});

it("stays while the network is gone, until it ends", async () => {
  await renewLease(7, 5);
  answers = () => {
    throw new TypeError("no network");
  };
  vi.advanceTimersByTime(179 * MINUTE);
  await renewLease(7, 5);
  expect((await keptLease(7))?.lease.id).toBe(1);
  vi.advanceTimersByTime(MINUTE);
  expect(await keptLease(7)).toBeNull();
});

it("is not taken where no code could be made from it", async () => {
  vi.stubGlobal("crypto", {});
  await renewLease(7, 5);
  expect(taken).toBe(0);
});
