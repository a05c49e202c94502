/** Adds up what waits on this phone: my own by lesson, and how many other members' study waits for them. */
import type { StoredSegment } from "../core/db.ts";
import { secondsOf } from "./keep_segments.ts";

export interface WaitingLesson {
  id: number;
  title: string;
  seconds: number;
  /** When the oldest of it was studied, in milliseconds. */
  since: number;
}

export function sumWaiting(rows: StoredSegment[], memberId: number): { lessons: WaitingLesson[]; others: number } {
  const mine = rows.filter((row) => row.member_id === memberId);
  const lessonIds = [...new Set(mine.map((row) => row.lesson_id))];
  const others = new Set(rows.filter((row) => row.member_id !== memberId).map((row) => row.member_id));
  return { lessons: lessonIds.map((id) => sumLesson(mine.filter((row) => row.lesson_id === id))), others: others.size };
}

function sumLesson(rows: StoredSegment[]): WaitingLesson {
  const { lesson_id: id, lesson_title: title } = rows[0]!;
  return { id, title, seconds: secondsOf(rows), since: Math.min(...rows.map((row) => row.started_ms)) };
}
