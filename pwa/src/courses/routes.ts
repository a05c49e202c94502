/** The pages of the catalogue. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/study", name: "courses", component: () => import("./CataloguePage.vue"), meta: { tab: "study" } },
  { path: "/courses/:id(\\d+)", name: "course", component: () => import("./CoursePage.vue"), meta: { tab: "study" } },
];
