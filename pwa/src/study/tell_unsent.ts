/** Tells the server since when this phone holds study that it could not deliver: never what it is, and also when it holds none any more. */
import { db } from "../core/db.ts";
import type { Answer } from "../core/problems.ts";
import { readyToSend } from "./keep_segments.ts";

export type Tell = (since: string | null) => Promise<Answer<unknown>>;

/** The server knows what it was told last, so nothing is said twice; and a phone that never held anything says nothing. */
export async function tellUnsent(memberId: number, tell: Tell): Promise<void> {
  const oldest = (await readyToSend(memberId))[0];
  const since = oldest ? new Date(oldest.started_ms).toISOString() : null;
  const key = `unsent-told-${memberId}`;
  const told = ((await db.settings.get(key))?.value as string | undefined) ?? null;
  if (told === since || !(await tell(since)).ok) return;
  if (since) await db.settings.put({ key, value: since });
  else await db.settings.delete(key);
}
