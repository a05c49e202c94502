/** The twelve months of a plan while they are being chosen. */
import type { Locale } from "../core/i18n.ts";
import type { MonthProposal, PlannedMonth } from "./shapes.ts";

export interface MonthChoice {
  month: number;
  fixed_on: string;
  day: string;
  theme: string;
  reason: string;
  /** What the fixed day is, where it is a holiday. */
  holiday: string | null;
  past: boolean;
}

/** The proposal to choose from; themes that are written already stay, whichever fixed day is tried. */
export function choicesFrom(months: MonthProposal[], before: MonthChoice[], locale: Locale): MonthChoice[] {
  const themes = new Map(before.map(({ month, theme }) => [month, theme]));
  return months.map(({ month, fixed_on, proposed_on, holiday, reason, past }) => ({
    month,
    fixed_on,
    day: proposed_on,
    theme: themes.get(month) ?? "",
    reason: reason?.[locale] ?? "",
    holiday: holiday?.[locale] ?? null,
    past,
  }));
}

export type MonthFault = "day" | "month" | "past" | "reason";

/** What has to be put right in a month; the words are in `plans.fault_…`. */
export function faultOf({ day, month, fixed_on, reason }: MonthChoice, today: string): MonthFault | null {
  if (!day) return "day";
  if (day.slice(0, 7) !== fixed_on.slice(0, 7) || Number(day.slice(5, 7)) !== month) return "month";
  if (day < today) return "past";
  return isMoved({ day, fixed_on }) && !reason.trim() ? "reason" : null;
}

export function isMoved({ day, fixed_on }: Pick<MonthChoice, "day" | "fixed_on">): boolean {
  return day !== fixed_on;
}

/** What is sent: the months that are still to come. */
export function toMonths(choices: MonthChoice[]): PlannedMonth[] {
  return choices
    .filter(({ past }) => !past)
    .map(({ month, day, fixed_on, theme, reason }) => ({
      month,
      day,
      theme: theme.trim(),
      agenda: "",
      moved_reason: isMoved({ day, fixed_on }) ? reason.trim() : null,
    }));
}

/** From November on it is next year that one plans. */
export function yearToPlan(today: string): number {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return month >= 11 ? year + 1 : year;
}
