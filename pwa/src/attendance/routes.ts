/** The pages of my own attendance. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/me/calendar", name: "calendar", component: () => import("./CalendarPage.vue"), meta: { tab: "me" } },
  { path: "/me/attendance", name: "attendance", component: () => import("./AttendancePage.vue"), meta: { tab: "me" } },
  { path: "/me/attendance/traces", name: "traces", component: () => import("./TracesPage.vue"), meta: { tab: "me" } },
];
