/** The shapes of the catalogue. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type Category = Shapes["Category"];
export type Course = Shapes["Course"];
export type CourseDetail = Shapes["CourseDetail"];
/** A lesson as its course lists it. */
export type LessonRow = Shapes["Lesson"];
/** A lesson to be studied. Its `media_url` ends after some hours: get the lesson again for a new one. */
export type Lesson = Shapes["LessonDetail"];
export type LessonKind = LessonRow["kind"];
/** `position_seconds` is the furthest place reached, on any device. */
export type Progress = Shapes["Progress"];
