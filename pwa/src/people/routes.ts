/** The pages about the people somebody looks after. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/people", name: "people", component: () => import("./PeoplePage.vue"), meta: { tab: "branch" } },
  { path: "/people/import", name: "import", component: () => import("./ImportPage.vue"), meta: { tab: "branch" } },
  { path: "/people/:id(\\d+)", name: "member", component: () => import("./MemberPage.vue"), meta: { tab: "branch" } },
];
