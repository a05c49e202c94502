import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { OFFLINE, refused, type Answer } from "../core/problems.ts";
import { feedCode, PATIENCE_MS, RETRY_MS } from "./code_feed.ts";
import { GRACE_MS } from "./countdown.ts";
import type { Code } from "./shapes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const code = (digits: string, left_ms: number): Code => ({
  url: "",
  qr_svg: "",
  digits,
  left_ms,
  digits_left_ms: 0,
  slot_ms: 10_000,
  purpose: "in",
  generation: 0,
});
const good = (digits: string, left_ms: number): Answer<Code> => ({ ok: true, data: code(digits, left_ms) });

interface Screen {
  /** What the server answers, in turn; afterwards it is not reached. */
  answers?: (Answer<Code> | Promise<Answer<Code>>)[];
  /** The lease's code at the moment it is asked for. */
  spare?: () => Code | null;
}

function screen({ answers = [], spare = () => null }: Screen) {
  const shown: string[] = [];
  const troubles: (string | null)[] = [];
  const feed = feedCode({
    ask: async () => answers.shift() ?? refused(OFFLINE),
    spare: async () => spare(),
    now: () => Date.now(),
    show: ({ code, leased }) => shown.push(leased ? `${code.digits} leased` : code.digits),
    trouble: (problem) => troubles.push(problem?.code ?? null),
  });
  return { shown, troubles, feed };
}

it("asks for the next code when one ends", async () => {
  const { shown, feed } = screen({ answers: [good("111111", 4_000), good("222222", 10_000)] });
  await vi.advanceTimersByTimeAsync(3_900);
  expect(shown).toEqual(["111111"]);
  await vi.advanceTimersByTimeAsync(300);
  expect(shown).toEqual(["111111", "222222"]);
  feed.stop();
});

it("keeps trying while the network is gone, says so, and recovers by itself", async () => {
  const { shown, troubles, feed } = screen({ answers: [refused(OFFLINE), refused(OFFLINE), good("333333", 9_000)] });
  await vi.advanceTimersByTimeAsync(2 * RETRY_MS + 10);
  expect(troubles).toEqual(["offline", "offline", null]);
  expect(shown).toEqual(["333333"]);
  feed.stop();
});

it("bridges a hiccup by its lease without a word", async () => {
  const answers = [good("111111", 10_000), refused(OFFLINE), good("333333", 9_000)];
  const { shown, troubles, feed } = screen({ answers, spare: () => code("222222", 9_940) });
  await vi.advanceTimersByTimeAsync(10_100 + RETRY_MS);
  expect(shown).toEqual(["111111", "222222 leased", "222222 leased", "333333"]);
  expect(troubles).toEqual([null, null]);
  feed.stop();
});

it("goes over to its lease when the network is lost, with no gap and one calm word, and heals itself", async () => {
  const began = Date.now();
  const spare = () => {
    const age = Date.now() - began;
    return code(`slot ${Math.floor(age / 10_000)}`, 10_000 - (age % 10_000));
  };
  const answers = [good("slot 0", 10_000)];
  const { shown, troubles, feed } = screen({ answers, spare });
  await vi.advanceTimersByTimeAsync(35_000);
  expect([...new Set(shown)]).toEqual(["slot 0", "slot 1 leased", "slot 2 leased", "slot 3 leased"]);
  expect(troubles.filter((trouble) => trouble === null)).toHaveLength(1);
  expect(new Set(troubles)).toEqual(new Set([null, "offline"]));
  answers.push(good("slot 3", 4_000));
  await vi.advanceTimersByTimeAsync(RETRY_MS);
  expect([shown.at(-1), troubles.at(-1)]).toEqual(["slot 3", null]);
  feed.stop();
});

it("does not wait for a network that hangs: the next code is there before the last one is over", async () => {
  const hangs = new Promise<Answer<Code>>(() => {});
  const { shown, feed } = screen({
    answers: [good("111111", 10_000), hangs, hangs],
    spare: () => code("222222", 5_000),
  });
  await vi.advanceTimersByTimeAsync(10_000 + PATIENCE_MS + 100);
  expect(PATIENCE_MS + 100).toBeLessThan(GRACE_MS);
  expect(shown).toEqual(["111111", "222222 leased"]);
  feed.stop();
});

it("shows no leased code for a meeting that the server has closed", async () => {
  const closed = refused({ code: "not_open", status: 409 });
  const { shown, troubles, feed } = screen({ answers: [closed], spare: () => code("222222", 9_000) });
  await vi.advanceTimersByTimeAsync(100);
  expect([shown, troubles]).toEqual([[], ["not_open"]]);
  feed.stop();
});

it("asks no more once stopped", async () => {
  const { shown, feed } = screen({ answers: [good("111111", 1_000), good("222222", 1_000)] });
  await vi.advanceTimersByTimeAsync(10);
  feed.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(shown).toEqual(["111111"]);
});
