/** Chooses the lesson that a course's one big button opens. */
import type { LessonRow } from "./shapes.ts";

export interface Choice {
  lesson: LessonRow;
  /** The word on the button. */
  deed: "start" | "go_on" | "again";
}

/** The first lesson that is not complete, those that must be done first; when all are, the first one again. */
export function chooseLesson(lessons: LessonRow[]): Choice | null {
  const open = lessons.filter(({ progress }) => !progress.completed_at);
  const lesson = open.find(({ optional }) => !optional) ?? open[0];
  if (lesson) return { lesson, deed: lessons.some(isBegun) ? "go_on" : "start" };
  return lessons[0] ? { lesson: lessons[0], deed: "again" } : null;
}

export function isBegun({ progress }: LessonRow): boolean {
  return progress.completed_at !== null || progress.covered_seconds > 0;
}
