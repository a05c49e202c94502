/** The share of a branch's members who have met the target. */

/** In percent, one decimal at most, and never 100 or 0 where that is not quite so. */
export function shareOf({ met, members }: { met: number; members: number }): number {
  if (!members || met === 0) return 0;
  if (met >= members) return 100;
  return Math.min(99.9, Math.max(0.1, Math.round((met / members) * 1000) / 10));
}
