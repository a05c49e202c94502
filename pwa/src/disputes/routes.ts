/** Disputes: mine, a new one, one of them, and those that wait for my answer. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/disputes", name: "disputes", component: () => import("./MyDisputesPage.vue"), meta: { tab: "me" } },
  { path: "/disputes/new", name: "dispute-new", component: () => import("./NewDisputePage.vue"), meta: { tab: "me" } },
  {
    path: "/disputes/waiting",
    name: "disputes-waiting",
    component: () => import("./WaitingDisputesPage.vue"),
    meta: { tab: "branch" },
  },
  { path: "/disputes/:id(\\d+)", name: "dispute", component: () => import("./DisputePage.vue"), meta: { tab: "me" } },
];
