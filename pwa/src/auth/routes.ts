/** The doors: signing in, and the first own password. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  {
    path: "/sign-in",
    name: "sign-in",
    component: () => import("./SignInPage.vue"),
    meta: { open: true, bare: true },
  },
  {
    path: "/first-password",
    name: "first-password",
    component: () => import("./FirstPasswordPage.vue"),
    meta: { bare: true },
  },
];
