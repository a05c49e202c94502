/** Finds the place to go on from. */
import type { LessonRow } from "../courses/shapes.ts";

/** So close to the end it is the end: going on means starting over. */
const END_S = 5;

/** Seconds into the lesson. `keptTo` is the furthest place that this phone has not yet delivered. */
export function resumeAt(lesson: Pick<LessonRow, "kind" | "nominal_seconds" | "progress">, keptTo = 0): number {
  const place = Math.max(lesson.progress.position_seconds, keptTo);
  const read = lesson.kind === "text" || lesson.kind === "pdf";
  // A text that is done stays done; what was skipped in an unfinished one is read from the start again.
  if (read) return place >= lesson.nominal_seconds && !lesson.progress.completed_at ? 0 : place;
  return place > lesson.nominal_seconds - END_S ? 0 : place;
}
