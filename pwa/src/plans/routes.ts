/** The pages of year plans. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/plans", name: "year-plan", component: () => import("./YearPlanPage.vue"), meta: { tab: "branch" } },
  { path: "/plans/new", name: "new-year-plan", component: () => import("./NewPlanPage.vue"), meta: { tab: "branch" } },
];
