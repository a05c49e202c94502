/** Finds the place to go on from. */
import type { LessonRow } from "../courses/shapes.ts";
import type { Mark } from "../notes/shapes.ts";

/** So close to the end it is the end: going on means starting over. */
const END_S = 5;

type Resumed = Pick<LessonRow, "kind" | "nominal_seconds" | "progress">;

/** Seconds into the lesson that count. `keptTo` is the furthest place that this phone has not yet delivered. */
export function resumeAt(lesson: Resumed, keptTo = 0): number {
  const place = Math.max(lesson.progress.position_seconds, keptTo);
  const read = lesson.kind === "text" || lesson.kind === "pdf";
  // A text that is done stays done; what was skipped in an unfinished one is read from the start again.
  if (read) return place >= lesson.nominal_seconds && !lesson.progress.completed_at ? 0 : place;
  return beforeEnd(lesson, place);
}

/** Where to open it: where the member was last on any device; where nobody kept that, the furthest that was studied. */
export function openAt(lesson: Resumed, last: Mark | null, keptTo = 0): Mark {
  if (lesson.kind === "text" || lesson.kind === "pdf") return { position_seconds: null, part: last?.part ?? 1 };
  const seconds = last?.position_seconds ?? null;
  return { position_seconds: seconds === null ? resumeAt(lesson, keptTo) : beforeEnd(lesson, seconds), part: null };
}

function beforeEnd(lesson: Resumed, place: number): number {
  return place > lesson.nominal_seconds - END_S ? 0 : place;
}
