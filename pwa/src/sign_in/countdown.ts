/** How much of a code's life is left: counted from what the server said was left, by a clock nobody can set. */

export interface Countdown {
  /** When it began, by the monotonic clock. */
  since: number;
  leftMs: number;
  wholeMs: number;
}

/** A screen asks for the next code when this one ends; the server still takes this one on its way for a while. */
export const GRACE_MS = 5_000;

export function startCountdown(leftMs: number, wholeMs: number, now: number): Countdown {
  return { since: now, leftMs, wholeMs };
}

export function leftMs({ since, leftMs }: Countdown, now: number): number {
  return Math.max(0, leftMs - (now - since));
}

/** From 1 (just begun) to 0. */
export function leftShare(countdown: Countdown, now: number): number {
  return Math.min(1, leftMs(countdown, now) / countdown.wholeMs);
}

/** Nobody should scan it any more: the server would soon refuse. */
export function isOver({ since, leftMs }: Countdown, now: number): boolean {
  return now - since > leftMs + GRACE_MS;
}
