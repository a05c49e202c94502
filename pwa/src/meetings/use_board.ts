/** A meeting's board on a page: fresh while the page is looked at, gone with the page. */
import { onUnmounted, ref, shallowRef } from "vue";
import type { Problem } from "../core/problems.ts";
import { watchBoard } from "./board_poll.ts";
import type { Board } from "./shapes.ts";

export function useBoard(meetingId: number) {
  const board = shallowRef<Board | null>(null);
  const problem = ref<Problem | null>(null);
  const watch = watchBoard(meetingId, {
    show: (fresh) => (board.value = fresh),
    trouble: (now) => (problem.value = now),
  });
  onUnmounted(watch.stop);
  return { board, problem, again: watch.again };
}
