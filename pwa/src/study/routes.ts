/** The pages of study. */
import type { RouteRecordRaw } from "vue-router";
import { startOutbox } from "./start_outbox.ts";

// The router reads every feature's routes when the app starts: from then on what waits on this phone is sent.
startOutbox();

export const routes: RouteRecordRaw[] = [
  { path: "/lessons/:id(\\d+)", name: "lesson", component: () => import("./LessonPage.vue"), meta: { tab: "study" } },
  {
    path: "/study/outbox",
    alias: "/outbox",
    name: "outbox",
    component: () => import("./OutboxPage.vue"),
    meta: { tab: "me" },
  },
];
