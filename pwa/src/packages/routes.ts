/** Bringing courses of other platforms in. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  {
    path: "/organisations/:id(\\d+)/packages",
    name: "packages",
    component: () => import("./BringInPage.vue"),
    meta: { tab: "branch" },
  },
];
