/** My points and the rankings. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/me/points", name: "points", component: () => import("./PointsPage.vue"), meta: { tab: "me" } },
  {
    path: "/points/rules",
    name: "points-rules",
    component: () => import("./PointsRulesPage.vue"),
    meta: { tab: "me" },
  },
  { path: "/ranking", name: "ranking", component: () => import("./RankingPage.vue"), meta: { tab: "branch" } },
];
