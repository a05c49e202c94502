/** Outside study: what I declared, a new declaration, one of them, and the secretary's queue. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/outside", name: "outside", component: () => import("./OutsidePage.vue"), meta: { tab: "me" } },
  { path: "/outside/new", name: "outside-new", component: () => import("./DeclarePage.vue"), meta: { tab: "me" } },
  {
    path: "/outside/:id(\\d+)",
    name: "outside-study",
    component: () => import("./OutsideStudyPage.vue"),
    meta: { tab: "me" },
  },
  {
    path: "/organisations/:id(\\d+)/outside",
    name: "outside-queue",
    component: () => import("./QueuePage.vue"),
    meta: { tab: "branch" },
  },
];
