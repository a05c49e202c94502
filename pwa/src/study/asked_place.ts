/** Reads from an address which place of a lesson was asked for: `/lessons/3?at=95`. */
import type { LessonKind } from "../courses/shapes.ts";
import type { Mark } from "../notes/shapes.ts";

/** Seconds of a film or sound, page of a PDF, paragraph of a text; null where none or nonsense was asked for. */
export function askedPlace(at: unknown, kind: LessonKind): Mark | null {
  const n = typeof at === "string" && /^\d{1,6}$/.test(at) ? Number(at) : null;
  if (n === null) return null;
  return kind === "text" || kind === "pdf"
    ? { position_seconds: null, part: Math.max(1, n) }
    : { position_seconds: n, part: null };
}
