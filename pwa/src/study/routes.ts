/** The pages of study. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/lessons/:id(\\d+)", name: "lesson", component: () => import("./LessonPage.vue"), meta: { tab: "study" } },
  {
    path: "/study/outbox",
    name: "outbox",
    component: () => import("./OutboxPage.vue"),
    meta: { tab: "me" },
  },
];
