/** Keeps the app's shell on the phone. Answers of the server are never cached here: pages remember those themselves. */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (string | { url: string; revision: string | null })[] };

/** What is not the app: the server answers these itself, also while the app is open. */
const NOT_THE_APP = [/^\/api\//, /^\/media\//, /^\/pictures\//, /^\/healthz$/, /^\/readyz$/, /^\/robots\.txt$/];

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: NOT_THE_APP }));

// Big parts that few need (the PDF reader) come when first used, and stay: their names change with their content.
registerRoute(({ url }) => url.pathname.startsWith("/assets/"), new CacheFirst({ cacheName: "large-parts" }));

self.addEventListener("message", ({ data }) => {
  if (data === "let_in") void self.skipWaiting();
});
// Pages opened before the first activation are taken over at once: the very first visit already works without a network.
self.addEventListener("activate", (event) =>
  event.waitUntil(Promise.all([caches.delete("large-parts"), self.clients.claim()])),
);
