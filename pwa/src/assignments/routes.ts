/** The pages of what is assigned, ordered and hidden. */
import type { RouteRecordRaw } from "vue-router";

const OF_ORGANISATION = "/organisations/:id(\\d+)";

export const routes: RouteRecordRaw[] = [
  {
    path: "/study/assignments",
    name: "my-assignments",
    component: () => import("./MyAssignmentsPage.vue"),
    meta: { tab: "study" },
  },
  {
    path: `${OF_ORGANISATION}/menu`,
    name: "menu",
    component: () => import("./MenuPage.vue"),
    meta: { tab: "branch" },
  },
  {
    path: `${OF_ORGANISATION}/assignments`,
    name: "assignments",
    component: () => import("./AssignmentsPage.vue"),
    meta: { tab: "branch" },
  },
  {
    path: `${OF_ORGANISATION}/assignments/new`,
    name: "assign",
    component: () => import("./AssignPage.vue"),
    meta: { tab: "branch" },
  },
  {
    path: "/assignments/:id(\\d+)/laggards",
    name: "laggards",
    component: () => import("./LaggardsPage.vue"),
    meta: { tab: "branch" },
  },
];
