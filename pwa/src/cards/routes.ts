/** The pages of member cards: my own, and a branch's to print. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  { path: "/me/card", name: "my-card", component: () => import("./MyCardPage.vue"), meta: { tab: "me" } },
  { path: "/cards", name: "cards", component: () => import("./CardsPage.vue"), meta: { bare: true } },
];
