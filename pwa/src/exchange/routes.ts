/** The pages of questions and answers. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  {
    path: "/questions/:id(\\d+)",
    name: "question",
    component: () => import("./ThreadPage.vue"),
    meta: { tab: "study" },
  },
  {
    path: "/organisations/:id(\\d+)/reported-posts",
    name: "reported-posts",
    component: () => import("./ReportedPostsPage.vue"),
    meta: { tab: "branch" },
  },
];
