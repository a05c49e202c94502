/** The pages of meetings. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/branch", name: "branch", component: () => import("./BranchPage.vue"), meta: { tab: "branch" } },
  { path: "/meetings", name: "meetings", component: () => import("./MeetingsPage.vue"), meta: { tab: "branch" } },
  { path: "/meetings/new", name: "plan", component: () => import("./PlanPage.vue"), meta: { tab: "branch" } },
  {
    path: "/meetings/:id(\\d+)",
    name: "meeting",
    component: () => import("./MeetingPage.vue"),
    meta: { tab: "branch" },
  },
  {
    path: "/meetings/:id(\\d+)/edit",
    name: "edit-meeting",
    component: () => import("./EditMeetingPage.vue"),
    meta: { tab: "branch" },
  },
  {
    path: "/attendance-rules",
    name: "attendance-rules",
    component: () => import("./AttendanceRulesPage.vue"),
    meta: { tab: "branch" },
  },
];
