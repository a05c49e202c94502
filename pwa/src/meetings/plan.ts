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
}

const FRIDAY = 5;
const A_DAY_MS = 86_400_000;

/** Like the last meeting, on the next day of the same number; without one, next Friday from 19:00 to 20:30. */
export function firstPlan(past: Meeting[], today: string, title: (kind: Kind) => string): PlanFields {
  const last = past[0];
  const kind = last?.kind ?? "branch_meeting";
  const times = last ? { from: sayTime(last.starts_at), to: sayTime(last.ends_at) } : { from: "19:00", to: "20:30" };
  const day = last ? nextFixedDay(Number(dayOf(last.starts_at).slice(8)), today) : nextWeekday(FRIDAY, today);
  return { title: title(kind), kind, place: last?.place ?? "", day, ...times };
}

export function planOf(meeting: Meeting): PlanFields {
  const { title, kind, place, starts_at, ends_at } = meeting;
  return { title, kind, place, day: dayOf(starts_at), from: sayTime(starts_at), to: sayTime(ends_at) };
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

export type Fault = "title" | "place" | "day" | "day_past" | "from" | "to";

/** What has to be put right before it can be sent; the words are in `meetings.fault_…`. */
export function faults({ title, place, day, from, to }: PlanFields, today: string): Fault[] {
  const all: [Fault, boolean][] = [
    ["title", !title.trim()],
    ["place", !place.trim()],
    ["day", !day],
    ["day_past", Boolean(day) && day < today],
    ["from", !from],
    ["to", !to || (Boolean(from) && to <= from)],
  ];
  return all.filter(([, wrong]) => wrong).map(([fault]) => fault);
}

export function toPlan({ title, kind, place, day, from, to }: PlanFields, zone: string): MeetingPlan {
  const starts_at = instantOf(day, from, zone);
  return { title: title.trim(), kind, place: place.trim(), starts_at, ends_at: instantOf(day, to, zone) };
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
