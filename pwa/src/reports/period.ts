/** The days of a report: a named period, or days of one's own. */

export const PERIODS = ["this_month", "last_month", "this_year", "own"] as const;
export type PeriodName = (typeof PERIODS)[number];

export interface Days {
  first_day: string;
  last_day: string;
}

/** Whole months and years up to their last day, so that the same file is asked for whenever it is asked. */
export function daysOf(period: Exclude<PeriodName, "own">, today: string): Days {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  if (period === "this_year") return { first_day: `${year}-01-01`, last_day: `${year}-12-31` };
  return monthOf(year, period === "this_month" ? month : month - 1);
}

/** `month` 0 is December of the year before. */
function monthOf(year: number, month: number): Days {
  const day = (month: number, day: number) => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
  return { first_day: day(month - 1, 1), last_day: day(month, 0) };
}

export function inOrder({ first_day, last_day }: Days): boolean {
  return Boolean(first_day && last_day) && first_day <= last_day;
}
