/** The page of a meeting's roster. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  {
    path: "/meetings/:id(\\d+)/roster",
    name: "roster",
    component: () => import("./RosterPage.vue"),
    meta: { tab: "branch" },
  },
];
