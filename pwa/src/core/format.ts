/** Says dates, hours and points the way people say them, in the organisation's time zone. */
import { currentLocale, i18n, languageTag } from "./i18n.ts";

let timeZone = "Asia/Shanghai";

/** A day is a day where the organisation lives, wherever the phone is. */
export function setTimeZone(zone: string): void {
  timeZone = zone;
}

type Moment = string | number | Date;

/** `2026-11-23` of a moment, in the organisation's time zone. */
export function dayOf(moment: Moment): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(new Date(moment));
}

/** `19:00` */
export function sayTime(moment: Moment): string {
  return write(moment, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** 今天 · 明天 · 周五 (within six days) · 11月23日 · 2025年11月23日 */
export function sayDay(moment: Moment, now: Moment = Date.now()): string {
  const away = daysBetween(dayOf(now), dayOf(moment));
  const near = { [-1]: "yesterday", 0: "today", 1: "tomorrow" }[away];
  if (near) return i18n.global.t(`ui.${near}`);
  if (away > 1 && away < 7) return write(moment, { weekday: currentLocale() === "zh" ? "short" : "long" });
  const sameYear = dayOf(moment).slice(0, 4) === dayOf(now).slice(0, 4);
  return write(moment, {
    month: currentLocale() === "zh" ? "long" : "short",
    day: "numeric",
    ...(!sameYear && { year: "numeric" }),
  });
}

/** 今天 19:00 */
export function sayMoment(moment: Moment, now: Moment = Date.now()): string {
  return `${sayDay(moment, now)} ${sayTime(moment)}`;
}

/** 今天 19:00–20:30, or with both days when it ends on another one. */
export function sayPeriod(from: Moment, to: Moment, now: Moment = Date.now()): string {
  const end = dayOf(from) === dayOf(to) ? sayTime(to) : sayMoment(to, now);
  return `${sayMoment(from, now)}–${end}`;
}

/** The exact time behind a friendly one, for `title` and `<time>`: 2026年11月23日 星期一 19:00 */
export function sayExactly(moment: Moment): string {
  return write(moment, { dateStyle: "full", timeStyle: "short" });
}

/** A calendar day without a time (`2026-11-23`), said like `sayDay`. */
export function sayDate(day: string, now: Moment = Date.now()): string {
  return sayDay(`${day}T12:00:00${offsetAtNoon(day)}`, now);
}

/** 十一月 / Nov, from `2026-11`. */
export function sayMonth(month: string): string {
  const middle = new Date(`${month}-15T12:00:00Z`);
  return new Intl.DateTimeFormat(languageTag(), { timeZone: "UTC", month: "short" }).format(middle);
}

/** Seconds as hours with at most one decimal, never rounded up: 37 799 s is 10.4, not 10.5 hours. */
export function hours(seconds: number): string {
  return number(Math.floor(seconds / 360) / 10, 1);
}

/** What is missing to the target, so that it and the hours shown add up to it. */
export function hoursLeft(seconds: number, target: number): string {
  return number(Math.ceil(Math.max(0, target - seconds) / 360) / 10, 1);
}

/** 24 分钟 · 1 小时 5 分钟; shorter than a minute in seconds. */
export function sayDuration(seconds: number): string {
  const { t } = i18n.global;
  const [whole, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (seconds < 60) return t("ui.n_seconds", { n: Math.floor(seconds) });
  if (!whole) return t("ui.n_minutes", { n: minutes });
  return [t("ui.n_hours", { n: whole }), minutes && t("ui.n_minutes", { n: minutes })].filter(Boolean).join(" ");
}

/** `12:05` or `1:02:05`, for players. */
export function clockFace(seconds: number): string {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const padded = (n: number) => String(n).padStart(2, "0");
  return h ? `${h}:${padded(m)}:${padded(s)}` : `${m}:${padded(s)}`;
}

export function number(value: number, decimals = 0): string {
  return new Intl.NumberFormat(languageTag(), { maximumFractionDigits: decimals }).format(value);
}

/** +5 or −5 with a real minus sign, for the rows of a book. */
export function signed(value: number): string {
  return value < 0 ? `−${number(-value, 1)}` : `+${number(value, 1)}`;
}

function write(moment: Moment, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(languageTag(), { timeZone, ...options }).format(new Date(moment));
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The zone's own offset on that day, so that noon there is noon. */
function offsetAtNoon(day: string): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(
    new Date(`${day}T12:00:00Z`),
  );
  return parts.find(({ type }) => type === "timeZoneName")?.value.replace("GMT", "") || "Z";
}
