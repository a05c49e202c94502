/** Asks for the catalogue and its lessons. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { Course, CourseDetail, Lesson, Standing } from "./shapes.ts";

/** Courses by words that may stand in their lessons' titles, too: these are known to the server alone. */
export const searchCourses = (q: string, limit: number) =>
  answer<Page<Course>>(client.GET("/api/courses", { params: { query: { q, limit } } }));

export const listStandings = () => answer<{ courses: Standing[] }>(client.GET("/api/me/courses"));

export const getCourse = (id: number) =>
  answer<CourseDetail>(client.GET("/api/courses/{course_id}", { params: { path: { course_id: id } } }));

export const getLesson = (id: number) =>
  answer<Lesson>(client.GET("/api/lessons/{lesson_id}", { params: { path: { lesson_id: id } } }));
