/** The days of a report: a named period that moves on with the calendar, or days of one's own. */

export const PERIODS = [
  "this_month",
  "last_month",
  "this_quarter",
  "last_quarter",
  "this_year",
  "last_year",
  "fixed",
] as const;
export type PeriodName = (typeof PERIODS)[number];

export interface Days {
  first_day: string;
  last_day: string;
}

const MONTHS = { month: 1, quarter: 3, year: 12 };

/** Whole months, quarters and years up to their last day, so that the same file is asked for whenever it is asked. */
export function daysOf(period: Exclude<PeriodName, "fixed">, today: string): Days {
  const [which, length] = period.split("_") as ["this" | "last", keyof typeof MONTHS];
  const months = MONTHS[length];
  const month = Number(today.slice(5, 7)) - 1;
  const begun = month - (month % months) - (which === "last" ? months : 0);
  return monthsFrom(Number(today.slice(0, 4)), begun, months);
}

/** `month` 0 is January, and −1 December of the year before. */
function monthsFrom(year: number, month: number, months: number): Days {
  const day = (month: number, day: number) => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
  return { first_day: day(month, 1), last_day: day(month + months, 0) };
}

export function inOrder({ first_day, last_day }: Days): boolean {
  return Boolean(first_day && last_day) && first_day <= last_day;
}
