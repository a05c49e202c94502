/** The pages of reports. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  {
    path: "/reports/attendance",
    name: "attendance-report",
    component: () => import("./AttendanceReportPage.vue"),
    meta: { tab: "branch" },
  },
  { path: "/reports", name: "reports", component: () => import("./ReportPage.vue"), meta: { tab: "branch" } },
];
