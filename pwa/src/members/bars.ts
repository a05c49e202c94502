/** How high the bars of a chart stand, from 0 to 1; the highest month is 1. */

export interface Month {
  month: string;
  seconds: number;
}

export function bars(months: Month[]): (Month & { height: number })[] {
  const highest = Math.max(...months.map(({ seconds }) => seconds), 1);
  return months.map((one) => ({ ...one, height: Math.max(0, one.seconds) / highest }));
}
