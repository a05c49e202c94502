/** Me, and my hours. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/me", name: "me", component: () => import("./MePage.vue"), meta: { tab: "me" } },
  { path: "/me/hours", name: "hours", component: () => import("./HoursPage.vue"), meta: { tab: "me" } },
];
