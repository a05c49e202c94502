/** A member's notes on this phone, as they change. */
import { liveQuery } from "dexie";
import { onUnmounted, shallowRef, type ShallowRef } from "vue";
import type { StoredNote } from "../core/db.ts";
import { me } from "../core/session.ts";
import { keptNotes } from "./note_store.ts";

/** Of one lesson, or of all. */
export function useNotes(lessonId?: number): ShallowRef<StoredNote[]> {
  const rows = shallowRef<StoredNote[]>([]);
  const watching = liveQuery(() => keptNotes(me.value?.id ?? 0, lessonId)).subscribe({
    next: (found) => (rows.value = found),
    error: () => (rows.value = []),
  });
  onUnmounted(() => watching.unsubscribe());
  return rows;
}
