/** The pages of reports. */
import type { RouteRecordRaw } from "vue-router";
import { KINDS } from "./shapes.ts";

const meta = { tab: "branch" } as const;

export const routes: RouteRecordRaw[] = [
  { path: "/reports", name: "reports", component: () => import("./ReportsPage.vue"), meta },
  { path: "/reports/files", name: "report-files", component: () => import("./FilesPage.vue"), meta },
  { path: "/reports/saved", name: "saved-reports", component: () => import("./SavedPage.vue"), meta },
  { path: "/reports/print", name: "report-print", component: () => import("./PrintPage.vue"), meta: { bare: true } },
  {
    path: "/reports/exports",
    name: "report-exports",
    component: () => import("./ExportsPage.vue"),
    beforeEnter: ({ query }) => (query.organisation ? true : "/reports"), // it is about a place
    meta,
  },
  { path: `/reports/:kind(${KINDS.join("|")})`, name: "report", component: () => import("./ReportPage.vue"), meta },
  { path: "/me/exports", name: "my-exports", component: () => import("./MyExportsPage.vue"), meta: { tab: "me" } },
];
