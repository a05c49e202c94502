/** The periods a ranking can be asked for. */

export type PeriodKind = "month" | "quarter" | "year" | "all";

/** `2026-11`, `2026-Q4`, `2026` or `all`, for a day like `2026-11-23`. */
export function periodOf(kind: PeriodKind, day: string): string {
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3);
  return { month: day.slice(0, 7), quarter: `${day.slice(0, 4)}-Q${quarter}`, year: day.slice(0, 4), all: "all" }[kind];
}
