/** Has the PDF reader at hand for PDFs that were taken along: it is large, and otherwise comes when first used. */
import { db } from "../core/db.ts";

let ready: Promise<void> | null = null;

/** Once a visit: after an update of the app its parts have other names. The service worker keeps what is fetched. */
export function prepareReader(): Promise<void> {
  ready ??= prepare().catch(() => void (ready = null));
  return ready;
}

async function prepare(): Promise<void> {
  const isNeeded = (await db.downloads.filter(({ needs_reader }) => needs_reader === true).count()) > 0;
  if (!isNeeded || !navigator.serviceWorker?.controller) return void (ready = null);
  const { readerFiles } = await import("../study/pdf_reader.ts");
  for (const file of readerFiles) if (!(await caches.match(file))) await (await fetch(file)).arrayBuffer();
}
