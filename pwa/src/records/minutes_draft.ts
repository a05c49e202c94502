/** Keeps the minutes on this phone while somebody types, apart for each member and meeting; sent or not, a crash loses nothing. */
import { db } from "../core/db.ts";
import { me } from "../core/session.ts";
import type { Draft } from "./weigh_minutes.ts";

const keyOf = (meetingId: number) => `minutes-draft-${me.value?.id ?? 0}-${meetingId}`;

/** A browser may refuse storage: then the page itself is all that holds the text, and says so. */
export async function keepDraft(meetingId: number, draft: Draft): Promise<boolean> {
  return db.settings.put({ key: keyOf(meetingId), value: { ...draft } }).then(
    () => true,
    () => false,
  );
}

export async function recallDraft(meetingId: number): Promise<Draft | null> {
  const kept = await db.settings.get(keyOf(meetingId)).catch(() => undefined);
  return (kept?.value as Draft | undefined) ?? null;
}

export async function dropDraft(meetingId: number): Promise<void> {
  await db.settings.delete(keyOf(meetingId)).catch(() => undefined);
}
