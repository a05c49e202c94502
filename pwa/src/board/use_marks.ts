/** What this phone has marked at a meeting and not delivered yet, on a page. */
import { computed, shallowRef, watch } from "vue";
import type { StoredMark } from "../core/db.ts";
import { me } from "../core/session.ts";
import { delivered } from "./mark_outbox.ts";
import { changes, forgetMarks, keptMarks } from "./mark_store.ts";

export function useMarks(meetingId: number) {
  const marks = shallowRef<StoredMark[]>([]);

  async function look(): Promise<void> {
    const kept = await keptMarks();
    marks.value = kept.filter(({ meeting_id, marked_by }) => meeting_id === meetingId && marked_by === me.value?.id);
  }

  watch([changes, me], look, { immediate: true });

  return {
    saved: computed(() => marks.value.filter(({ refused }) => !refused)),
    /** Delivered a moment ago: the board may not show them yet. */
    fresh: computed(() => delivered.value.filter(({ meeting_id }) => meeting_id === meetingId)),
    refused: computed(() => marks.value.filter(({ refused }) => refused)),
    /** The secretary has read why it was not taken, or takes back what was not delivered yet. */
    letGo: (mark: StoredMark) => forgetMarks([mark]),
  };
}
