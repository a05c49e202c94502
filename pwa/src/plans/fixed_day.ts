/** The fixed day of a month: as the form holds it, as the server writes it (`day:15`, `weekday:2:5`), and in words. */
import { i18n } from "../core/i18n.ts";

export interface FixedDay {
  by: "day" | "weekday";
  day: number;
  /** 1 to 4; 5 is the fifth, or the last where there is none. */
  nth: number;
  /** 1 is Monday. */
  weekday: number;
}

export function ruleOf({ by, day, nth, weekday }: FixedDay): string {
  return by === "day" ? `day:${day}` : `weekday:${nth}:${weekday}`;
}

/** 每月 15 日 · 每月第二个周五 */
export function sayRule(rule: string): string {
  const { t } = i18n.global;
  const [kind, first, second] = rule.split(":");
  if (kind === "day") return t("plans.each_day", { day: first });
  return t("plans.each_weekday", { nth: t(`plans.nth_${first}`), weekday: t(`plans.weekday_${second}`) });
}

/** Like the last meeting (`2026-11-13`): its number first, and ready as the second Friday too. */
export function fixedLike(day: string): FixedDay {
  const number = Number(day.slice(8));
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
  return { by: "day", day: number, nth: Math.ceil(number / 7), weekday };
}
