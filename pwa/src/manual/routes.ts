/** Booked by hand: what waits for a second person, a new one, one of them. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/manual", name: "manual", component: () => import("./AwardsPage.vue"), meta: { tab: "branch" } },
  { path: "/manual/new", name: "manual-new", component: () => import("./NewAwardPage.vue"), meta: { tab: "branch" } },
  {
    path: "/manual/:id(\\d+)",
    name: "manual-award",
    component: () => import("./AwardPage.vue"),
    meta: { tab: "branch" },
  },
];
