/** What waits on this phone, as it changes. */
import { liveQuery } from "dexie";
import { onUnmounted, shallowRef, type ShallowRef } from "vue";
import { db, type StoredSegment } from "../core/db.ts";

export function useWaiting(): ShallowRef<StoredSegment[]> {
  const rows = shallowRef<StoredSegment[]>([]);
  const watching = liveQuery(() => db.segments.toArray()).subscribe({
    next: (found) => (rows.value = found),
    error: () => (rows.value = []),
  });
  onUnmounted(() => watching.unsubscribe());
  return rows;
}
