/** The page of notices. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/me/notices", name: "notices", component: () => import("./NoticesPage.vue"), meta: { tab: "me" } },
];
