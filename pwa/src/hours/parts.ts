/** The parts of a year's hours, with the share that each has of a whole: the target, or the sum where it is larger. */
import type { Year } from "./shapes.ts";

export interface Part {
  name: "study" | "meetings" | "outside";
  seconds: number;
  /** From 0 to 1. */
  share: number;
}

export function partsOf(
  year: Pick<Year, "study_seconds" | "meeting_seconds" | "outside_seconds" | "target_seconds">,
): Part[] {
  const parts = [
    { name: "study", seconds: year.study_seconds },
    { name: "meetings", seconds: year.meeting_seconds },
    { name: "outside", seconds: year.outside_seconds },
  ] as const;
  const shown = parts.map(({ seconds }) => Math.max(0, seconds));
  const whole = Math.max(
    1,
    year.target_seconds,
    shown.reduce((sum, seconds) => sum + seconds, 0),
  );
  return parts.map((part, at) => ({ ...part, share: shown[at]! / whole }));
}
