/** A lesson's progress as the server last said, by its page or by a receipt; and what this visit delivered. */
import { onUnmounted, ref, shallowRef, watch } from "vue";
import type { Lesson, Progress } from "../courses/shapes.ts";
import { addUp, onDelivery, type Delivered } from "./deliveries.ts";

/** All that was delivered of the lesson while it was looked at, and when the last of it was. */
export interface DeliveredHere extends Delivered {
  at: number;
}

export function useProgress(lesson: () => Lesson) {
  const progress = shallowRef<Progress>(lesson().progress);
  const delivered = shallowRef<DeliveredHere | null>(null);
  /** Became complete while looked at. */
  const justCompleted = ref(false);

  watch(lesson, (newer) => (progress.value = newer.progress));
  const stop = onDelivery(({ at, lessons }) => {
    const own = lessons.find(({ lesson_id }) => lesson_id === lesson().id);
    if (own) take(own, at);
  });
  onUnmounted(stop);

  function take(next: Delivered, at: number): void {
    delivered.value = { ...addUp(delivered.value, next), at };
    if (!next.progress) return;
    justCompleted.value ||= !progress.value.completed_at && next.progress.completed_at !== null;
    progress.value = next.progress;
  }

  return { progress, delivered, justCompleted };
}
