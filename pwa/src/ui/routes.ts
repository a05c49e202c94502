/** Pages that belong to no feature. */
import type { RouteRecordRaw } from "vue-router";
// Part of the first load: it is wanted when nothing more can be fetched.
import OfflinePage from "./OfflinePage.vue";

export const routes: RouteRecordRaw[] = [
  { path: "/offline", name: "offline", component: OfflinePage, meta: { open: true } },
];
