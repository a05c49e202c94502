/** Keeps the last known state of pages on this device, so that they show something true without a network. */
import { db } from "./db.ts";

export interface Copy<T> {
  value: T;
  /** When the server said so (ms of this device's clock). */
  at: number;
}

/** A browser may refuse storage (private windows): then nothing is remembered, and nothing breaks. */
export async function recall<T>(key: string): Promise<Copy<T> | null> {
  const kept = await db.remembered.get(key).catch(() => undefined);
  return kept ? { value: kept.value as T, at: kept.at } : null;
}

export async function remember(key: string, value: unknown): Promise<void> {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  await db.remembered.put({ key, value: plain, at: Date.now() }).catch(() => undefined);
}

export async function forget(key: string): Promise<void> {
  await db.remembered.delete(key).catch(() => undefined);
}

/** The next member on this device must not see what the last one saw. What waits to be sent stays, for its member alone. */
export async function forgetAll(): Promise<void> {
  await db.remembered.clear().catch(() => undefined);
  await db.notes
    .filter(({ state }) => state === "delivered")
    .delete()
    .catch(() => undefined);
  await db.places
    .filter(({ state }) => state === "delivered")
    .delete()
    .catch(() => undefined);
}
