/** The pages of what stays of a meeting. */
import type { RouteRecordRaw } from "vue-router";

const meta = { tab: "branch" } as const;

export const routes: RouteRecordRaw[] = [
  { path: "/meetings/:id(\\d+)/closing", name: "close-meeting", component: () => import("./ClosingPage.vue"), meta },
  { path: "/meetings/:id(\\d+)/record", name: "record", component: () => import("./RecordPage.vue"), meta },
  { path: "/meetings/:id(\\d+)/minutes", name: "minutes", component: () => import("./MinutesPage.vue"), meta },
  { path: "/meetings/:id(\\d+)/photos", name: "photos", component: () => import("./PhotosPage.vue"), meta },
  { path: "/corrections", name: "corrections", component: () => import("./CorrectionsPage.vue"), meta },
  {
    path: "/organisations/:id(\\d+)/handover",
    name: "handover",
    component: () => import("./HandoverPage.vue"),
    meta,
  },
];
