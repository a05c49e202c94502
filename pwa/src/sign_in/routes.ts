/** The pages of signing in: the screen in the hall, and the member's phone. */
import type { RouteRecordRaw } from "vue-router";

const forSecretary = () => import("./ForSecretaryPage.vue");

export const routes: RouteRecordRaw[] = [
  {
    path: "/meetings/:id(\\d+)/screen",
    name: "hall-screen",
    component: () => import("./HallScreenPage.vue"),
    meta: { bare: true },
  },
  {
    path: "/meetings/:id(\\d+)/poster",
    name: "poster",
    component: () => import("./PosterPage.vue"),
    meta: { bare: true },
  },
  { path: "/scan", name: "scan", component: () => import("./ScanPage.vue"), meta: { tab: "scan" } },
  {
    // The code on the screen leads here, in upper case; addresses are matched in any case.
    path: "/S/:code",
    name: "scanned",
    component: () => import("./ScannedPage.vue"),
    meta: { open: true, bare: true },
  },
  { path: "/C/:code", component: forSecretary, props: { what: "card" }, meta: { open: true, bare: true } },
  { path: "/R/:code", component: forSecretary, props: { what: "reply" }, meta: { open: true, bare: true } },
];
