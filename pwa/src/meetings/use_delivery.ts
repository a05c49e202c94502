/** Follows one sign-in on a page until it is settled; tries again while the server is not reached. */
import { onUnmounted, shallowRef, watch } from "vue";
import type { StoredScan } from "../core/db.ts";
import { settled, type Delivery } from "./deliveries.ts";
import { deliver } from "./scan_outbox.ts";
import { dismiss, shownHere } from "./scan_notices.ts";

const RETRY_MS = 3_000;

export function useDelivery() {
  const delivery = shallowRef<Delivery | null>(null);
  let scan: StoredScan | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function send(next: StoredScan | null = scan): Promise<void> {
    clearTimeout(timer);
    if (!next) return;
    scan = next;
    shownHere.value = next.operation_id;
    const result = await deliver(next);
    if (scan === next) show(result);
  }

  function show(result: Delivery): void {
    delivery.value = result;
    if (result.state === "waiting") timer = setTimeout(() => void send(), RETRY_MS);
  }

  /** Signing in to the app wakes the outbox too, which may have delivered this code before its page was back. */
  function isDelivered(code: string): boolean {
    const last = settled.value;
    if (last?.scan.code !== code || last.delivery.state !== "delivered") return false;
    dismiss(last);
    show(last.delivery);
    return true;
  }

  // While this page waits, the outbox may be quicker.
  watch(settled, (last) => {
    if (last && last.scan.operation_id === scan?.operation_id) show(last.delivery);
  });
  onUnmounted(() => {
    clearTimeout(timer);
    shownHere.value = null;
    scan = null;
  });

  return { delivery, send, isDelivered };
}
