/** Places a member's hours on a bar that is as long as the year's target. */

export interface LearnerBar {
  /** Per cent of the bar: what is studied, and where today stands. */
  filled: number;
  due: number;
}

type Hours = { seconds: number; target_seconds: number; expected_seconds: number };

/** Who has more than the target fills the bar; where nothing is asked, it is full. */
export function learnerBar({ seconds, target_seconds, expected_seconds }: Hours): LearnerBar {
  if (target_seconds <= 0) return { filled: 100, due: 0 };
  return { filled: share(seconds, target_seconds), due: share(expected_seconds, target_seconds) };
}

const share = (part: number, whole: number) => Math.min(100, Math.max(0, (100 * part) / whole));
