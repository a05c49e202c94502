/** Lets a new version in when nothing is lost by it: never while something waits to be sent, or somebody looks. */
import { nothingUnsent } from "./unsent.ts";

const CHECK_EVERY_MS = 60 * 60_000;

/** The new version that waits to be let in, if there is one. */
let waiting: ServiceWorker | null = null;
/** Another tab let a new version in: this page still runs the old one. */
let outdated = false;
/** Until a page of the first visit is taken over, it runs the newest version: that is no change. */
let isFirstVisit = false;

/** Everything online works without a service worker; in-app browsers often have none. */
export async function keepUpToDate(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  isFirstVisit = navigator.serviceWorker.controller === null;
  navigator.serviceWorker.addEventListener("controllerchange", noteChange);
  const registration = await navigator.serviceWorker.register("/sw.js").catch(() => null);
  if (!registration) return;
  waiting = registration.waiting;
  registration.addEventListener("updatefound", () => followInstallation(registration.installing));
  document.addEventListener("visibilitychange", () => void changeUnseen());
  setInterval(() => void registration.update().catch(() => undefined), CHECK_EVERY_MS);
}

function followInstallation(worker: ServiceWorker | null): void {
  worker?.addEventListener("statechange", () => {
    if (worker.state === "installed" && navigator.serviceWorker.controller) waiting = worker;
  });
}

function noteChange(): void {
  outdated = !isFirstVisit;
  isFirstVisit = false;
  void changeUnseen();
}

/** The moment nobody looks is the moment to change: the page reloads in the background. */
async function changeUnseen(): Promise<void> {
  if (document.visibilityState !== "hidden" || !(await nothingUnsent())) return;
  if (outdated) location.reload();
  else waiting?.postMessage("let_in");
}
