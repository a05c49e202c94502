/** Lets a new version in when nothing is lost by it: never while something waits to be sent. */
import { shallowRef } from "vue";
import { unsentCount } from "./unsent.ts";

/** The new version that waits to be let in, if there is one. */
const waiting = shallowRef<ServiceWorker | null>(null);
const CHECK_EVERY_MS = 60 * 60_000;

/** Everything online works without a service worker; in-app browsers often have none. */
export async function keepUpToDate(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  const registration = await navigator.serviceWorker.register("/sw.js").catch(() => null);
  if (!registration) return;
  waiting.value = registration.waiting;
  registration.addEventListener("updatefound", () => followInstallation(registration.installing));
  document.addEventListener("visibilitychange", letInWhenIdle);
  setInterval(() => void registration.update().catch(() => undefined), CHECK_EVERY_MS);
}

function followInstallation(worker: ServiceWorker | null): void {
  worker?.addEventListener("statechange", () => {
    if (worker.state === "installed" && navigator.serviceWorker.controller) waiting.value = worker;
  });
}

/** The moment nobody looks is the moment to change: the page reloads in the background. */
async function letInWhenIdle(): Promise<void> {
  if (!waiting.value || document.visibilityState !== "hidden" || (await unsentCount()) > 0) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.value.postMessage("let_in");
}
