/** The present code on a page, with how much of its life is left and whether it is over. */
import { computed, onUnmounted, ref, shallowRef } from "vue";
import type { Problem } from "../core/problems.ts";
import { getCode } from "./api.ts";
import { feedCode, type ShownCode } from "./code_feed.ts";
import { isOver, leftShare } from "./countdown.ts";

const TICK_MS = 250;

export function useCode(meetingId: number) {
  const shown = shallowRef<ShownCode | null>(null);
  const problem = ref<Problem | null>(null);
  const now = ref(performance.now());
  const feed = feedCode({
    ask: () => getCode(meetingId),
    now: () => performance.now(),
    show: (fresh) => (shown.value = fresh),
    trouble: (trouble) => (problem.value = trouble),
  });
  const ticking = setInterval(() => (now.value = performance.now()), TICK_MS);
  const again = () => void (!document.hidden && feed.again());
  addEventListener("online", again);
  document.addEventListener("visibilitychange", again);

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
    problem,
  };
}
