/** Feeds the screen with the present code: asks again when one ends, keeps asking when the network is gone. */
import type { Answer, Problem } from "../core/problems.ts";
import { startCountdown, type Countdown } from "./countdown.ts";
import type { Code } from "./shapes.ts";

export interface ShownCode {
  code: Code;
  countdown: Countdown;
}

export interface CodeFeed {
  ask: () => Promise<Answer<Code>>;
  now: () => number;
  show: (shown: ShownCode) => void;
  /** The last attempt failed (null: it worked). */
  trouble: (problem: Problem | null) => void;
}

export const RETRY_MS = 2_000;
/** A moment after the slot's end, so that the server is in the next one. */
const STEP_MS = 60;
/** A laptop that slept must not wait out a timer from before. */
const LONGEST_MS = 15_000;

/** Starts at once; gives a function that asks anew and one that stops. */
export function feedCode({ ask, now, show, trouble }: CodeFeed): { again: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let newest = 0;

  async function turn(): Promise<void> {
    const mine = ++newest;
    clearTimeout(timer);
    const answer = await ask();
    if (mine !== newest) return;
    trouble(answer.ok ? null : answer.problem);
    if (answer.ok) show({ code: answer.data, countdown: countdownOf(answer.data, now()) });
    timer = setTimeout(() => void turn(), answer.ok ? wait(answer.data) : RETRY_MS);
  }

  void turn();
  return { again: () => void turn(), stop: () => (newest++, clearTimeout(timer)) };
}

function countdownOf(code: Code, now: number): Countdown {
  return startCountdown(code.left_ms, code.slot_ms, now);
}

function wait(code: Code): number {
  return Math.min(code.left_ms + STEP_MS, LONGEST_MS);
}
