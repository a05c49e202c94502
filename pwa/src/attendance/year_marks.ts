/** A year of attendance as twelve months of marks, and as the figures beside them. */
import type { AttendedMeeting, MyAttendance, Standing } from "./shapes.ts";

export interface MonthMarks {
  /** `2026-11` */
  month: string;
  marks: { id: number; standing: Standing }[];
}

export function marksOf(year: number, meetings: AttendedMeeting[], dayOf: (moment: string) => string): MonthMarks[] {
  const months = Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, "0")}`);
  return months.map((month) => ({
    month,
    marks: meetings.filter(({ starts_at }) => dayOf(starts_at).startsWith(month)),
  }));
}

/** Of the meetings that are over, how many I came to; null while there was none. */
export function cameOf({ totals }: MyAttendance): { came: number; held: number; rate: number } | null {
  const came = totals.on_time + totals.late;
  const held = came + totals.absent + totals.on_leave;
  return held ? { came, held, rate: came / held } : null;
}

/** How often each standing, of those that there are. */
export function figuresOf({ totals }: MyAttendance): { standing: Standing; count: number }[] {
  const standings: Standing[] = ["on_time", "late", "on_leave", "absent", "waiting", "upcoming"];
  return standings.map((standing) => ({ standing, count: totals[standing] })).filter(({ count }) => count > 0);
}
