/** How many notices I have not read; the last known number without a network. */
import { computed, type ComputedRef } from "vue";
import { usePage } from "../core/use_page.ts";
import { listNotices } from "./api.ts";

/** Null while it is not known. */
export function useUnread(): ComputedRef<number | null> {
  const { data } = usePage(
    async () => {
      const answer = await listNotices({ limit: 1 });
      return answer.ok ? { ok: true, data: answer.data.unread } : answer;
    },
    { key: "notices-unread" },
  );
  return computed(() => data.value);
}
