/** The present code on a page, with how much of its life is left and whether it is over; goes on without a network. */
import { computed, onUnmounted, ref, shallowRef, watch, type Ref } from "vue";
import type { Problem } from "../core/problems.ts";
import { getCode } from "./api.ts";
import { feedCode, type ShownCode } from "./code_feed.ts";
import { isOver, leftShare } from "./countdown.ts";
import { codeByLease, keptLease, renewLease } from "./lease.ts";
import type { Code } from "./shapes.ts";

const TICK_MS = 250;

export function useCode(meetingId: number, purpose: Ref<"in" | "out">) {
  const shown = shallowRef<ShownCode | null>(null);
  const problem = ref<Problem | null>(null);
  const now = ref(performance.now());
  const feed = feedCode({
    ask: () => getCode(meetingId, purpose.value),
    spare,
    now: () => performance.now(),
    show: (fresh) => (shown.value = fresh),
    trouble: (trouble) => (problem.value = trouble),
  });
  const ticking = setInterval(() => (now.value = performance.now()), TICK_MS);
  const again = () => void (!document.hidden && feed.again());
  addEventListener("online", again);
  document.addEventListener("visibilitychange", again);
  watch(purpose, feed.again);
  watch(shown, prepare);

  async function spare(): Promise<Code | null> {
    const kept = await keptLease(meetingId);
    return kept && codeByLease(kept, purpose.value).catch(() => null);
  }

  /** While the server answers, this screen sees to its lease in the background. */
  function prepare(fresh: ShownCode | null): void {
    if (fresh && !fresh.leased) void renewLease(meetingId, fresh.code.generation);
  }

  onUnmounted(() => {
    feed.stop();
    clearInterval(ticking);
    removeEventListener("online", again);
    document.removeEventListener("visibilitychange", again);
  });

  return {
    code: computed(() => shown.value?.code ?? null),
    share: computed(() => (shown.value ? leftShare(shown.value.countdown, now.value) : 0)),
    over: computed(() => shown.value !== null && isOver(shown.value.countdown, now.value)),
    /** The server is not reached, and this screen shows its own codes. */
    leased: computed(() => problem.value !== null && (shown.value?.leased ?? false)),
    problem,
    again: feed.again,
  };
}
