/** The shapes of notes and places. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type Note = Shapes["Note"];
/** A note with the lesson and the course that it is about. */
export type MyNote = Shapes["MyNote"];
export type NewNote = Shapes["NewNote"];
export type Place = Shapes["LessonPlace"];
export type NewPlace = Shapes["NewPlace"];

/** A place in a lesson: a moment of a film or a sound, or a page of a PDF, or a paragraph of a text (from 1). */
export interface Mark {
  position_seconds: number | null;
  part: number | null;
}
