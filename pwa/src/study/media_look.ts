/** Reads from a player whether it really plays, where, and how fast. */
import type { Look } from "./use_study_clock.ts";

export const SPEEDS = [0.75, 1, 1.25, 1.5, 2];

/** The server takes these speeds; faster is not studying. */
const [SLOWEST, FASTEST] = [0.25, 2];
/** HAVE_FUTURE_DATA: below it the picture stands still and waits for the network. */
const ENOUGH = 3;

type Player = Pick<
  HTMLMediaElement,
  "paused" | "ended" | "seeking" | "readyState" | "currentTime" | "playbackRate" | "error"
>;

export function lookAt(player: Player): Look {
  const { paused, ended, seeking, readyState, currentTime, playbackRate: rate, error } = player;
  const moves = !paused && !ended && !seeking && !error && readyState >= ENOUGH;
  return { playing: moves && rate >= SLOWEST && rate <= FASTEST, position: currentTime, rate };
}
