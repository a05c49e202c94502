/** The periods a ranking can be asked for. */

export type PeriodKind = "month" | "year" | "all";

/** `2026-11`, `2026` or `all`, for a day like `2026-11-23`. */
export function periodOf(kind: PeriodKind, day: string): string {
  return { month: day.slice(0, 7), year: day.slice(0, 4), all: "all" }[kind];
}
