/** The page of what is on this phone. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/me/downloads", name: "downloads", component: () => import("./DownloadsPage.vue"), meta: { tab: "me" } },
];
