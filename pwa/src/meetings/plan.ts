/** Plans a meeting: sensible first values, what is still missing, and days and times as instants. */
import { dayOf, sayTime } from "../core/format.ts";
import type { Kind, Meeting, MeetingPlan } from "./shapes.ts";

/** What stands in the form: a day (2026-11-23) and times (19:00) in the organisation's time zone. */
export interface PlanFields {
  title: string;
  kind: Kind;
  place: string;
  day: string;
  from: string;
  to: string;
  theme: string;
  agenda: string;
  guests_welcome: boolean;
  /** Why the year plan's day is left, where it is. */
  moved_reason: string;
}

const PLAIN = { theme: "", agenda: "", guests_welcome: false, moved_reason: "" };

const FRIDAY = 5;
const A_DAY_MS = 86_400_000;

/** Like the last meeting, on the next day of the same number; without one, next Friday from 19:00 to 20:30. */
export function firstPlan(past: Meeting[], today: string, title: (kind: Kind) => string): PlanFields {
  const last = past[0];
  const kind = last?.kind ?? "branch_meeting";
  const times = last ? { from: sayTime(last.starts_at), to: sayTime(last.ends_at) } : { from: "19:00", to: "20:30" };
  const day = last ? nextFixedDay(Number(dayOf(last.starts_at).slice(8)), today) : nextWeekday(FRIDAY, today);
  return { title: title(kind), kind, place: last?.place ?? "", day, ...times, ...PLAIN };
}

export function planOf(meeting: Meeting): PlanFields {
  const { title, kind, place, starts_at, ends_at, theme, agenda, guests_welcome } = meeting;
  const times = { day: dayOf(starts_at), from: sayTime(starts_at), to: sayTime(ends_at) };
  return { title, kind, place, ...times, theme, agenda, guests_welcome, moved_reason: meeting.moved_reason ?? "" };
}

/** The next day after today with this number in its month; the month's last day where it is shorter. */
export function nextFixedDay(number: number, today: string): string {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const inMonth = (ahead: number) => {
    const length = new Date(Date.UTC(year, month + ahead, 0)).getUTCDate();
    return isoDay(Date.UTC(year, month - 1 + ahead, Math.min(number, length)));
  };
  return inMonth(0) > today ? inMonth(0) : inMonth(1);
}

export function nextWeekday(weekday: number, today: string): string {
  const start = Date.parse(today);
  const ahead = (weekday - new Date(start).getUTCDay() + 7) % 7 || 7;
  return isoDay(start + ahead * A_DAY_MS);
}

export type Fault = "title" | "place" | "day" | "day_past" | "from" | "to" | "moved_reason";
const SHORTEST_REASON = 2;

/** Does the day leave the one that the year plan has fixed? Then it takes a reason. */
export function leavesFixedDay({ day }: PlanFields, fixedOn: string | null): boolean {
  return fixedOn !== null && Boolean(day) && day !== fixedOn;
}

/** What has to be put right before it can be sent; the words are in `meetings.fault_…`. */
export function faults(fields: PlanFields, today: string, fixedOn: string | null = null): Fault[] {
  const { title, place, day, from, to, moved_reason } = fields;
  const all: [Fault, boolean][] = [
    ["title", !title.trim()],
    ["place", !place.trim()],
    ["day", !day],
    ["day_past", Boolean(day) && day < today],
    ["from", !from],
    ["to", !to || (Boolean(from) && to <= from)],
    ["moved_reason", leavesFixedDay(fields, fixedOn) && moved_reason.trim().length < SHORTEST_REASON],
  ];
  return all.filter(([, wrong]) => wrong).map(([fault]) => fault);
}

export function toPlan(fields: PlanFields, zone: string): MeetingPlan {
  const { title, kind, place, day, from, to, theme, agenda, guests_welcome, moved_reason } = fields;
  const times = { starts_at: instantOf(day, from, zone), ends_at: instantOf(day, to, zone) };
  const words = { title: title.trim(), place: place.trim(), theme: theme.trim(), agenda: agenda.trim() };
  const reason = moved_reason.trim();
  return { ...words, kind, ...times, guests_welcome, ...(reason && { moved_reason: reason }) };
}

/** The instant of a day and time in a time zone, wherever this phone is. */
export function instantOf(day: string, time: string, zone: string): string {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const away = offsetMs(asUtc, zone);
  // Once more with the offset found, for the hours around a change of summer time.
  return new Date(asUtc - offsetMs(asUtc - away, zone)).toISOString().replace(".000Z", "Z");
}

function offsetMs(instant: number, timeZone: string): number {
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(instant);
  return Date.parse(`${local.replace(" ", "T")}Z`) - instant;
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
