/** Puts notes in order: along the lesson, and course by course. */
import type { StoredNote } from "../core/db.ts";
import type { LessonKind } from "../courses/shapes.ts";
import { noteOn } from "./note_store.ts";
import type { Mark, MyNote } from "./shapes.ts";

/** Where in its lesson a note stands; one without a mark stands at the beginning. */
export const along = ({ position_seconds, part }: Mark) => position_seconds ?? part ?? 0;

export function alongTheLesson<T extends Mark & { id: string }>(notes: T[]): T[] {
  return [...notes].sort((one, other) => along(one) - along(other) || one.id.localeCompare(other.id));
}

/** A note as lists show it. */
export type Shown = StoredNote & { can_open?: boolean };

/** What the server told, with what waits on this phone over it; without its answer, all that this phone has. */
export function overlay(told: MyNote[] | null, kept: StoredNote[]): Shown[] {
  if (!told) return kept.filter(({ deleted }) => !deleted);
  const waiting = new Map(kept.filter(({ state }) => state === "saved").map((note) => [note.id, note]));
  const fresh = told.map((note) => ({ ...(waiting.get(note.id) ?? toShown(note)), can_open: note.lesson.can_open }));
  const ids = new Set(told.map(({ id }) => id));
  return [...fresh, ...[...waiting.values()].filter(({ id }) => !ids.has(id))].filter(({ deleted }) => !deleted);
}

function toShown({ lesson, course, ...note }: MyNote): Shown {
  return { ...note, ...noteOn(lesson, course, 0), state: "delivered" };
}

export interface LessonNotes {
  id: number;
  title: string;
  kind: LessonKind;
  can_open: boolean;
  notes: Shown[];
}

export interface CourseNotes {
  id: number;
  title: string;
  lessons: LessonNotes[];
}

/** Courses and lessons in the order in which they first come. */
export function byCourse(notes: Shown[]): CourseNotes[] {
  const courses = new Map<number, CourseNotes>();
  for (const note of notes) {
    const course = courses.get(note.course_id) ?? { id: note.course_id, title: note.course_title, lessons: [] };
    courses.set(course.id, course);
    lessonIn(course, note).notes.push(note);
  }
  const all = [...courses.values()];
  for (const { lessons } of all) for (const lesson of lessons) lesson.notes = alongTheLesson(lesson.notes);
  return all;
}

function lessonIn(course: CourseNotes, { lesson_id: id, can_open = true, ...about }: Shown): LessonNotes {
  const found = course.lessons.find((lesson) => lesson.id === id);
  if (found) return found;
  const lesson = { id, title: about.lesson_title, kind: about.lesson_kind, can_open, notes: [] };
  course.lessons.push(lesson);
  return lesson;
}
