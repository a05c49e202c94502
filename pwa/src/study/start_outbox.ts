/** Keeps the outbox moving: at the start, on reconnect, when the app is seen again, when somebody signs in, every minute. */
import { watch } from "vue";
import { serverNow } from "../core/clock.ts";
import { sign } from "../core/device_key.ts";
import { me } from "../core/session.ts";
import { sendSegments, tellSince } from "./api.ts";
import { announceDelivery } from "./deliveries.ts";
import { createOutbox } from "./outbox.ts";
import { tellUnsent } from "./tell_unsent.ts";

const EVERY_MS = 60_000;
/** By then what a reloaded or killed page left open is surely given up (see keep_segments.ts). */
const AFTER_START_MS = 16_000;

export const { flush } = createOutbox({
  memberId: () => me.value?.id ?? null,
  send: sendSegments,
  serverNow,
  delivered: announceDelivery,
  sign,
  sent: (memberId) => tellUnsent(memberId, tellSince),
  locks: navigator.locks as LockManager | undefined,
});

/** A browser without storage has nothing to send. */
const tryFlush = () => void flush().catch(() => undefined);

export function startOutbox(): void {
  watch(() => me.value?.id, tryFlush, { immediate: true });
  addEventListener("online", tryFlush);
  document.addEventListener("visibilitychange", () => void (document.visibilityState === "visible" && tryFlush()));
  setTimeout(tryFlush, AFTER_START_MS);
  setInterval(tryFlush, EVERY_MS);
}
