/** Says a report's question in plain words: its days, its rows, when it is asked by itself. */
import { serverNow } from "../core/clock.ts";
import { dayOf } from "../core/format.ts";
import { currentLocale, i18n, languageTag } from "../core/i18n.ts";
import { PERIODS, type Days, type PeriodName } from "./period.ts";

/** 本月 · 3月1日–3月9日 */
export function sayAsked(period: string, days: Days): string {
  const named = period !== "fixed" && PERIODS.includes(period as PeriodName);
  return named ? i18n.global.t(`reports.${period}`) : sayDays(days);
}

/** 11月1日–11月30日 */
export function sayDays({ first_day, last_day }: Days): string {
  return first_day === last_day ? sayPlainly(first_day) : `${sayPlainly(first_day)}–${sayPlainly(last_day)}`;
}

/** 每周一 · 每月 1 日 · 每月最后一天 */
export function saySchedule(schedule: string | null, day: number | null): string {
  const { t } = i18n.global;
  if (!schedule || !day) return t("reports.not_scheduled");
  if (schedule === "weekly") return t("reports.every_week", { day: sayWeekday(day) });
  return day === 31 ? t("reports.every_month_end") : t("reports.every_month", { day });
}

/** 周一 / Monday, from 1. */
export function sayWeekday(day: number): string {
  const aMonday = Date.UTC(2024, 0, day);
  const weekday = currentLocale() === "zh" ? "short" : "long";
  return new Intl.DateTimeFormat(languageTag(), { weekday, timeZone: "UTC" }).format(aMonday);
}

/** In a report days are a period, not an appointment: neither "yesterday" nor "Friday", and the year where it is another. */
function sayPlainly(day: string): string {
  const thisYear = day.slice(0, 4) === dayOf(serverNow()).slice(0, 4);
  const parts: Intl.DateTimeFormatOptions = {
    month: currentLocale() === "zh" ? "long" : "short",
    day: "numeric",
    timeZone: "UTC",
    ...(!thisYear && { year: "numeric" }),
  };
  return new Intl.DateTimeFormat(languageTag(), parts).format(Date.parse(day));
}
