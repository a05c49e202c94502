import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { OFFLINE, refused, type Answer } from "../core/problems.ts";
import { feedCode, RETRY_MS } from "./code_feed.ts";
import type { Code } from "./shapes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const code = (digits: string, left_ms: number) =>
  ({ url: "", qr_svg: "", digits, left_ms, digits_left_ms: 0, slot_ms: 10_000 }) satisfies Code;

function screen(...answers: Answer<Code>[]) {
  const shown: string[] = [];
  const troubles: (string | null)[] = [];
  const feed = feedCode({
    ask: async () => answers.shift() ?? refused(OFFLINE),
    now: () => 0,
    show: ({ code }) => shown.push(code.digits),
    trouble: (problem) => troubles.push(problem?.code ?? null),
  });
  return { shown, troubles, feed };
}

it("asks for the next code when one ends", async () => {
  const { shown, feed } = screen({ ok: true, data: code("111111", 4_000) }, { ok: true, data: code("222222", 10_000) });
  await vi.advanceTimersByTimeAsync(3_900);
  expect(shown).toEqual(["111111"]);
  await vi.advanceTimersByTimeAsync(300);
  expect(shown).toEqual(["111111", "222222"]);
  feed.stop();
});

it("keeps trying while the network is gone, says so, and recovers by itself", async () => {
  const { shown, troubles, feed } = screen(refused(OFFLINE), refused(OFFLINE), {
    ok: true,
    data: code("333333", 9_000),
  });
  await vi.advanceTimersByTimeAsync(2 * RETRY_MS + 10);
  expect(troubles).toEqual(["offline", "offline", null]);
  expect(shown).toEqual(["333333"]);
  feed.stop();
});

it("asks no more once stopped", async () => {
  const { shown, feed } = screen({ ok: true, data: code("111111", 1_000) }, { ok: true, data: code("222222", 1_000) });
  await vi.advanceTimersByTimeAsync(10);
  feed.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(shown).toEqual(["111111"]);
});
