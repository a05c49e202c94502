/** The pages of authors. */
import type { RouteRecordRaw } from "vue-router";

const meta = { tab: "branch" } as const;

export const routes: RouteRecordRaw[] = [
  {
    path: "/organisations/:id(\\d+)/authored-courses",
    name: "authored-courses",
    component: () => import("./AuthoredCoursesPage.vue"),
    meta,
  },
  {
    path: "/authored-courses/:id(\\d+)",
    name: "authored-course",
    component: () => import("./CourseEditorPage.vue"),
    meta,
  },
  {
    path: "/authored-lessons/:id(\\d+)",
    name: "authored-lesson",
    component: () => import("./LessonEditorPage.vue"),
    meta,
  },
];
