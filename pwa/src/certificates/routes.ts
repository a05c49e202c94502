/** Certificates: mine, a member's, and the open page on which anybody verifies one. */
import type { RouteRecordRaw } from "vue-router";

export const routes: RouteRecordRaw[] = [
  {
    path: "/certificates",
    name: "certificates",
    component: () => import("./CertificatesPage.vue"),
    meta: { tab: "me" },
  },
  {
    path: "/people/:id(\\d+)/certificates",
    name: "member-certificates",
    component: () => import("./MemberCertificatesPage.vue"),
    meta: { tab: "branch" },
  },
  {
    // The QR code leads here, in upper case; addresses are matched in any case.
    path: "/V/:code?",
    name: "verify",
    component: () => import("./VerifyPage.vue"),
    meta: { open: true, bare: true },
  },
];
