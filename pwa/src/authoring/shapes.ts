/** The shapes of authoring. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type CourseRow = Shapes["AuthoredRow"];
export type AuthoredCourse = Shapes["AuthoredCourse"];
export type LessonRow = Shapes["AuthoredLessonRow"];
export type AuthoredLesson = Shapes["AuthoredLesson"];
export type Upload = Shapes["Upload"];
export type StoredMedium = Shapes["StoredMedium"];
export type Preview = Shapes["Preview"];
export type CourseChanges = Shapes["CourseChanges"];
export type LessonChanges = Shapes["LessonChanges"];
export type NewCaption = Shapes["NewCaption"];
export type Kind = LessonRow["kind"];

/** What the file chooser offers for each purpose; the server looks at the content. */
export const ACCEPTED = {
  medium: ".mp4,.webm,.mp3,.m4a,.ogg,.pdf",
  picture: ".jpg,.jpeg,.png,.webp",
  captions: ".vtt",
} as const;
/** Languages of captions that are offered; the server knows what each calls itself. */
export const LANGUAGES = ["zh", "en", "zh-Hant", "yue", "bo", "ug", "mn", "kk", "ko", "ii", "za"] as const;
