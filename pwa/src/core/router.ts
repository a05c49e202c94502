/** Finds the page for an address: every feature folder with a routes.ts is part of the app. */
import { createRouter, createWebHistory, type RouteRecordRaw } from "vue-router";
import { letIn } from "./guard.ts";
import { me } from "./session.ts";
import { rememberWanted } from "./wanted.ts";

declare module "vue-router" {
  interface RouteMeta {
    /** Needs no sign-in. */
    open?: boolean;
    /** Stands alone, without tabs or side bar (sign-in, hall screen). */
    bare?: boolean;
    /** The tab it belongs to. */
    tab?: "home" | "study" | "scan" | "branch" | "me";
  }
}

const features = import.meta.glob<RouteRecordRaw[]>("../*/routes.ts", { eager: true, import: "routes" });

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    ...Object.values(features).flat(),
    { path: "/:rest(.*)*", name: "nowhere", component: () => import("../ui/NowherePage.vue"), meta: { open: true } },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.beforeEach((to) => {
  const visitor = { signedIn: me.value !== null, mustChangePassword: me.value?.must_change_password ?? false };
  const verdict = letIn({ name: to.name, path: to.path, open: to.meta.open }, visitor);
  if (verdict === true) return true;
  if (verdict === "sign-in" && to.path !== "/") rememberWanted(to.fullPath);
  return { name: verdict, replace: true };
});

/**
 * A page that could not be fetched: after an update its old file is gone, and a full load brings the new one;
 * without a network, and not yet on this phone, it has its own answer. Where that fails too, there is nowhere to go.
 */
router.onError((_error, to) => {
  if (to.name === "offline") return;
  const movedOn = navigator.onLine && router.currentRoute.value.matched.length > 0;
  if (movedOn) location.assign(to.fullPath);
  else void router.replace({ name: "offline", query: { to: to.fullPath } });
});
