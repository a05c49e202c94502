/** The pages of the organisation tree. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  {
    path: "/organisations",
    name: "organisations",
    component: () => import("./OrganisationsPage.vue"),
    meta: { tab: "branch" },
  },
  {
    path: "/organisations/:id(\\d+)",
    name: "organisation",
    component: () => import("./OrganisationPage.vue"),
    meta: { tab: "branch" },
  },
];
