/** The books: the entries behind a figure, one entry, what is closed. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/me/book", name: "my-book", component: () => import("./BookPage.vue"), meta: { tab: "me" } },
  { path: "/people/:id(\\d+)/book", name: "book", component: () => import("./BookPage.vue"), meta: { tab: "branch" } },
  { path: "/entries/:id(\\d+)", name: "entry", component: () => import("./EntryPage.vue"), meta: { tab: "me" } },
  { path: "/closings", name: "closings", component: () => import("./ClosingsPage.vue"), meta: { tab: "branch" } },
  {
    path: "/closings/:id(\\d+)/late",
    name: "late-entries",
    component: () => import("./LateEntriesPage.vue"),
    meta: { tab: "branch" },
  },
];
