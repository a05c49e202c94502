/** The shapes of the catalogue. */
import type { Named } from "../core/shapes.ts";

export type LessonKind = "text" | "video" | "audio" | "pdf";

export interface Progress {
  /** The furthest place reached, on any device. */
  position_seconds: number;
  covered_seconds: number;
  counted_seconds: number;
  completed_at: string | null;
}

export interface Category extends Named {
  course_count: number;
}

export interface Course {
  id: number;
  title: string;
  summary: string;
  category: Named;
  required: boolean;
  lesson_count: number;
  nominal_seconds: number;
  completed_lessons: number;
}

export interface LessonRow {
  id: number;
  title: string;
  kind: LessonKind;
  nominal_seconds: number;
  optional: boolean;
  version: number;
  progress: Progress;
}

export interface CourseDetail extends Course {
  lessons: LessonRow[];
}

interface Titled {
  id: number;
  title: string;
}

export interface Lesson extends LessonRow {
  course: Titled;
  body_html: string | null;
  /** Ends after some hours: get the lesson again for a new one. */
  media_url: string | null;
  next_lesson: Titled | null;
}
