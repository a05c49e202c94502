/**
 * Feeds the screen with the present code: asks again when one ends; while the server is not reached, shows the codes of the
 * lease that this screen holds, which are the same, and goes back to the server's as soon as it answers.
 */
import { OFFLINE, refused, type Answer, type Problem } from "../core/problems.ts";
import { startCountdown, type Countdown } from "./countdown.ts";
import type { Code } from "./shapes.ts";

export interface ShownCode {
  code: Code;
  countdown: Countdown;
  /** Made on this screen, from its lease. */
  leased: boolean;
}

export interface CodeFeed {
  ask: () => Promise<Answer<Code>>;
  /** The present code without the server, where this screen holds a lease. */
  spare: () => Promise<Code | null>;
  now: () => number;
  show: (shown: ShownCode) => void;
  /** The server was not reached, or refuses (null: it answered). A single miss that the lease bridges is no trouble. */
  trouble: (problem: Problem | null) => void;
}

export const RETRY_MS = 2_000;
/** Shorter than what a code is good for after its slot: a hanging network must not leave a gap. */
export const PATIENCE_MS = 4_000;
/** So many misses are a lost network, not a hiccup. */
const MISSES = 2;
const UNREACHED = ["offline", "unreachable", "busy", "too_many_requests"];
/** A moment after the slot's end, so that the server is in the next one. */
const STEP_MS = 60;
/** A laptop that slept must not wait out a timer from before. */
const LONGEST_MS = 15_000;

/** Starts at once; gives a function that asks anew and one that stops. */
export function feedCode({ ask, spare, now, show, trouble }: CodeFeed): { again: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let newest = 0;
  let misses = 0;

  async function turn(): Promise<void> {
    const mine = ++newest;
    clearTimeout(timer);
    // Once the server was missed, the next slot's code must not wait for it.
    if (misses) await bridge(mine);
    const answer = await within(PATIENCE_MS, ask());
    if (mine !== newest) return;
    const left = answer.ok ? take(answer.data) : await miss(answer.problem, mine);
    if (mine === newest) timer = setTimeout(() => void turn(), left);
  }

  /** Milliseconds until the next question. */
  function take(code: Code): number {
    misses = 0;
    trouble(null);
    put(code, false);
    return Math.min(code.left_ms + STEP_MS, LONGEST_MS);
  }

  async function miss(problem: Problem, mine: number): Promise<number> {
    misses++;
    const code = UNREACHED.includes(problem.code) ? await bridge(mine) : null;
    if (mine !== newest) return 0;
    if (!code || misses >= MISSES) trouble(problem);
    return code ? Math.min(code.left_ms + STEP_MS, RETRY_MS) : RETRY_MS;
  }

  async function bridge(mine: number): Promise<Code | null> {
    const code = await spare();
    if (code && mine === newest) put(code, true);
    return code;
  }

  function put(code: Code, leased: boolean): void {
    show({ code, countdown: startCountdown(code.left_ms, code.slot_ms, now()), leased });
  }

  void turn();
  return { again: () => void turn(), stop: () => (newest++, clearTimeout(timer)) };
}

function within<T>(ms: number, asked: Promise<Answer<T>>): Promise<Answer<T>> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<Answer<T>>((resolve) => (timer = setTimeout(() => resolve(refused(OFFLINE)), ms)));
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
