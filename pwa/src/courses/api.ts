/** Asks for the catalogue and its lessons. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { Category, Course, CourseDetail, Lesson } from "./shapes.ts";

export interface CourseQuery {
  q?: string;
  category?: number;
  required?: boolean;
  after?: string;
}

export const listCategories = () =>
  answer<Page<Category>>(client.GET("/api/categories", { params: { query: { limit: 100 } } }));

export const listCourses = (query: CourseQuery) =>
  answer<Page<Course>>(client.GET("/api/courses", { params: { query } }));

export const getCourse = (id: number) =>
  answer<CourseDetail>(client.GET("/api/courses/{course_id}", { params: { path: { course_id: id } } }));

export const getLesson = (id: number) =>
  answer<Lesson>(client.GET("/api/lessons/{lesson_id}", { params: { path: { lesson_id: id } } }));
