/** How branches stand, and who has not met the year's target. */
import type { RouteRecordRaw } from "vue-router";

const OF_ORGANISATION = "/organisations/:id(\\d+)";

export const routes: RouteRecordRaw[] = [
  {
    path: `${OF_ORGANISATION}/standings`,
    name: "standings",
    component: () => import("./StandingsPage.vue"),
    meta: { tab: "branch" },
  },
  {
    path: `${OF_ORGANISATION}/below-target`,
    name: "below-target",
    component: () => import("./BelowPage.vue"),
    meta: { tab: "branch" },
  },
];
