/** Searches the courses that this phone remembers, for when the server can't be asked. */
import type { CourseQuery } from "./api.ts";
import type { Course } from "./shapes.ts";

/** By the words themselves: pinyin is known to the server alone. */
export function findInCopy(courses: Course[], { q, category, required }: CourseQuery): Course[] {
  const words = q?.toLowerCase() ?? "";
  return courses.filter(
    (course) =>
      `${course.title}\n${course.summary}`.toLowerCase().includes(words) &&
      (!category || course.category.id === category) &&
      (!required || course.required),
  );
}
