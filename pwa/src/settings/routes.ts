/** How the app looks and who may open it on which device. */
import type { RouteRecordRaw } from "vue-router";

const meta = { tab: "me" } as const;

export const routes: RouteRecordRaw[] = [
  { path: "/settings", name: "settings", component: () => import("./SettingsPage.vue"), meta },
  { path: "/settings/text", name: "text-size", component: () => import("./TextSizePage.vue"), meta },
  { path: "/settings/devices", name: "devices", component: () => import("./DevicesPage.vue"), meta },
  { path: "/settings/password", name: "password", component: () => import("./PasswordPage.vue"), meta },
  { path: "/settings/about", name: "about", component: () => import("./AboutPage.vue"), meta: { ...meta, open: true } },
];
