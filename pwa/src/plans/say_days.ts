/** Says the days of a plan: always with the weekday, since that is what people plan by. */
import { languageTag } from "../core/i18n.ts";

/** 10月8日周四 / Thu, Oct 8, from `2026-10-08`. */
export function sayPlannedDay(day: string): string {
  return write(day, { month: "short", day: "numeric", weekday: "short" });
}

/** 10月8日 / Oct 8 */
export function sayShortDay(day: string): string {
  return write(day, { month: "short", day: "numeric" });
}

/** `2026-10`, as the app's other words for months want it. */
export function monthOf(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, "0")}`;
}

function write(day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(languageTag(), { timeZone: "UTC", ...options }).format(new Date(`${day}T12:00:00Z`));
}
