/** The icon of each kind of lesson. */
import type { LessonKind } from "./shapes.ts";

export const KIND_ICONS: Record<LessonKind, string> = {
  text: "notes-o",
  video: "video-o",
  audio: "music-o",
  pdf: "description-o",
};
