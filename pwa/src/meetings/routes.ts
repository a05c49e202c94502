/** The pages of meetings and of signing in to them. */
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
    path: "/meetings/:id(\\d+)/screen",
    name: "hall-screen",
    component: () => import("./HallScreenPage.vue"),
    meta: { bare: true },
  },
  { path: "/scan", name: "scan", component: () => import("./ScanPage.vue"), meta: { tab: "scan" } },
  {
    // The code on the screen leads here, in upper case; addresses are matched in any case.
    path: "/S/:code",
    name: "scanned",
    component: () => import("./ScannedPage.vue"),
    meta: { open: true, bare: true },
  },
];
