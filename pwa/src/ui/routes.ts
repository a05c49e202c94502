/** Pages that belong to no feature. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/offline", name: "offline", component: () => import("./OfflinePage.vue"), meta: { open: true } },
];
