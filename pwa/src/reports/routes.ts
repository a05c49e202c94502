/** The pages of reports. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/reports", name: "reports", component: () => import("./ReportPage.vue"), meta: { tab: "branch" } },
];
