/** The pages of members' study, for those who look after them. */
import type { RouteRecordRaw } from "vue-router";

const OF_ORGANISATION = "/organisations/:id(\\d+)";

export const routes: RouteRecordRaw[] = [
  {
    path: `${OF_ORGANISATION}/learners`,
    name: "learners",
    component: () => import("./LearnersPage.vue"),
    meta: { tab: "branch" },
  },
  {
    path: `${OF_ORGANISATION}/held`,
    name: "held",
    component: () => import("./HeldPage.vue"),
    meta: { tab: "branch" },
  },
  {
    path: `${OF_ORGANISATION}/unsent`,
    name: "unsent",
    component: () => import("./UnsentPhonesPage.vue"),
    meta: { tab: "branch" },
  },
];
