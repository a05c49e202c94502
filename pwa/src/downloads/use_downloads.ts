/** What was taken along on this phone, as it changes. */
import { liveQuery } from "dexie";
import { computed, onUnmounted, shallowRef } from "vue";
import { db, type StoredDownload } from "../core/db.ts";
import { me } from "../core/session.ts";

export function useDownloads() {
  const rows = shallowRef<StoredDownload[] | null>(null);
  const watching = liveQuery(() => db.downloads.toArray()).subscribe({
    next: (found) => (rows.value = found),
    error: () => (rows.value = []),
  });
  onUnmounted(() => watching.unsubscribe());
  const isMine = ({ member_id }: StoredDownload) => member_id === me.value?.id;
  return {
    /** Null until the phone has been asked. */
    rows,
    mine: computed(() => rows.value?.filter(isMine) ?? []),
    others: computed(() => rows.value?.filter((row) => !isMine(row)) ?? []),
  };
}
