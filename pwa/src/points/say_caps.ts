/** Says a rule of points in a sentence: what a deed pays, and up to how much. */
import { i18n } from "../core/i18n.ts";
import type { PointsSummary } from "../core/shapes.ts";

export interface Caps {
  amount: number;
  daily_cap: number | null;
  weekly_cap: number | null;
  yearly_cap: number | null;
}

/** 每次 10 分，每天最多 30 分，每年最多 600 分 */
export function sayCaps({ amount, daily_cap, weekly_cap, yearly_cap }: Caps): string {
  const { t } = i18n.global;
  const caps = Object.entries({ daily_cap, weekly_cap, yearly_cap }).filter(([, cap]) => cap !== null);
  return [t("points.pays", { n: amount }), ...caps.map(([word, n]) => t(`points.${word}`, { n }))].join(
    t("points.between"),
  );
}

export interface CapBar {
  word: "today" | "week" | "year";
  earned: number;
  cap: number;
}

/** The caps of a rule as bars, the day's first; none where a rule has no cap. */
export function barsOf(row: PointsSummary["today"][number]): CapBar[] {
  const bars = [
    { word: "today" as const, earned: row.earned, cap: row.cap },
    { word: "week" as const, earned: row.week_earned, cap: row.week_cap },
    { word: "year" as const, earned: row.year_earned, cap: row.year_cap },
  ];
  return bars.filter((bar): bar is CapBar => bar.cap !== null);
}

/** What the next deed brings: all of it, what a cap leaves of it, or nothing more and until when. */
export function sayNext(row: PointsSummary["today"][number]): string {
  const { t } = i18n.global;
  if (row.still_pays > 0) return t("points.still_pays", { n: row.still_pays });
  const full = barsOf(row).findLast(({ earned, cap }) => earned >= cap);
  return t(full ? `points.full_${full.word}` : "points.pays_nothing");
}
