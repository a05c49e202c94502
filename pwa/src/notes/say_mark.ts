/** Says where in a lesson a note stands. */
import { clockFace } from "../core/format.ts";
import { i18n } from "../core/i18n.ts";
import type { LessonKind } from "../courses/shapes.ts";
import type { Mark } from "./shapes.ts";

/** `3:25`, `第 2 页`, `第 4 段`; nothing for a note on the whole lesson. */
export function sayMark({ position_seconds, part }: Mark, kind: LessonKind): string {
  if (position_seconds !== null) return clockFace(position_seconds);
  if (part === null) return "";
  return i18n.global.t(kind === "pdf" ? "notes.page" : "notes.paragraph", { n: part });
}
