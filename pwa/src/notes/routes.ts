/** The page of one's notes. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/me/notes", name: "my-notes", component: () => import("./MyNotesPage.vue"), meta: { tab: "me" } },
];
