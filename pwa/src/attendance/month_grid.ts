/** A month as the weeks of a calendar: whole weeks from Monday on, each day with its meetings. */
import type { AttendedMeeting } from "./shapes.ts";

export interface Day {
  /** `2026-11-23` */
  day: string;
  number: number;
  inside: boolean;
  meetings: AttendedMeeting[];
}

const A_DAY_MS = 86_400_000;

/** `dayOf` says on which local day a meeting begins. */
export function weeksOf(month: string, meetings: AttendedMeeting[], dayOf: (moment: string) => string): Day[][] {
  const first = Date.parse(`${month}-01`);
  const start = first - ((new Date(first).getUTCDay() + 6) % 7) * A_DAY_MS;
  const weeks: Day[][] = [];
  for (let monday = start; monday === start || iso(monday).startsWith(month); monday += 7 * A_DAY_MS)
    weeks.push(Array.from({ length: 7 }, (_, n) => dayIn(month, iso(monday + n * A_DAY_MS), meetings, dayOf)));
  return weeks;
}

function dayIn(month: string, day: string, meetings: AttendedMeeting[], dayOf: (moment: string) => string): Day {
  const own = meetings.filter(({ starts_at }) => dayOf(starts_at) === day);
  return { day, number: Number(day.slice(8)), inside: day.startsWith(month), meetings: own };
}

/** `2026-12` and one step ahead is `2027-01`. */
export function stepMonth(month: string, steps: number): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return iso(Date.UTC(year, number - 1 + steps, 1)).slice(0, 7);
}

function iso(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
