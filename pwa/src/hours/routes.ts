/** The city's rules and targets of study hours. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/hours/rules", name: "hour-rules", component: () => import("./HourRulesPage.vue"), meta: { tab: "branch" } },
];
