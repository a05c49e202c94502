/** A meeting's board on a page: the last known copy at once, fresh while the page is looked at, gone with the page. */
import { onUnmounted, ref, shallowRef } from "vue";
import type { Problem } from "../core/problems.ts";
import { recall, remember } from "../core/remembered.ts";
import { watchBoard } from "./board_poll.ts";
import type { Board } from "./shapes.ts";
import { withoutReasons } from "./view_board.ts";

export function useBoard(meetingId: number) {
  const board = shallowRef<Board | null>(null);
  const problem = ref<Problem | null>(null);
  const kept = `board-${meetingId}`;
  const watch = watchBoard(meetingId, { show, trouble: (now) => (problem.value = now) });
  void recall<Board>(kept).then((copy) => (board.value ??= copy?.value ?? null));
  onUnmounted(watch.stop);

  function show(fresh: Board): void {
    board.value = fresh;
    void remember(kept, withoutReasons(fresh));
  }

  return { board, problem, again: watch.again };
}
