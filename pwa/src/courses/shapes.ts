/** The shapes of the catalogue. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type Course = Shapes["Course"];
export type CourseDetail = Shapes["CourseDetail"];
/** All that is offered to me, compactly: kept on this phone and searched there. */
export type Catalogue = Shapes["Catalogue"];
export type CatalogueCourse = Shapes["CatalogueCourse"];
/** How far I am in a course that I began or have to finish. */
export type Standing = Shapes["CourseStanding"];
/** A lesson as its course lists it. */
export type LessonRow = Shapes["Lesson"];
/** A lesson to be studied. Its `media_url` ends after some hours: get the lesson again for a new one. */
export type Lesson = Shapes["LessonDetail"];
export type LessonKind = LessonRow["kind"];
/** `position_seconds` is the furthest place reached, on any device. */
export type Progress = Shapes["Progress"];
