/** Decides when study time runs: only while the page is seen, the medium plays or somebody reads, and somebody is there. */
import { createCutter, type Cut } from "./cut_segments.ts";

/** What the page sees. `playing` of a text: it is shown. */
export interface Signs {
  visible: boolean;
  playing: boolean;
  position: number | null;
  rate: number;
  /** A text is being read aloud: who listens may sit still, like who watches. */
  listening?: boolean;
}

/** Why the clock rests. */
export type Resting = "hidden" | "paused" | "away" | "all_read" | "no_anchor";

export interface Beat {
  resting: Resting | null;
  cuts: Cut[];
}

export interface Times {
  monotonic: () => number;
  serverNow: () => number;
  anchorText: () => string | null;
  newId: () => string;
}

const MINUTE_MS = 60_000;
/** Who reads touches the page now and then; who watches may sit still, and is asked gently after a while. */
export const READING_PATIENCE_MS = 5 * MINUTE_MS;
export const WATCHING_PATIENCE_MS = 25 * MINUTE_MS;

export function createStudyClock(lesson: { reading: boolean; nominalSeconds: number; from: number }, times: Times) {
  const end = lesson.reading ? lesson.nominalSeconds : Infinity;
  const cutter = createCutter({ newId: times.newId, from: lesson.from, end });
  let touchedAt = times.monotonic();

  /** Somebody is there. */
  function touch(): void {
    touchedAt = times.monotonic();
  }

  /** To be called every second, and at once when anything changes. */
  function beat(signs: Signs): Beat {
    const [at, server, anchor] = [times.monotonic(), times.serverNow(), times.anchorText()];
    const resting = anchor === null ? "no_anchor" : whyResting(signs, at);
    const { position, rate } = signs;
    return { resting, cuts: cutter.step({ at, server, anchor: anchor ?? "", position, rate }, resting === null) };
  }

  function whyResting(signs: Signs, at: number): Resting | null {
    if (!signs.visible) return "hidden";
    if (lesson.reading && cutter.position() >= end) return "all_read";
    if (!signs.playing) return "paused";
    const patience = lesson.reading && !signs.listening ? READING_PATIENCE_MS : WATCHING_PATIENCE_MS;
    return at - touchedAt >= patience ? "away" : null;
  }

  return { beat, touch, forsake: cutter.forsake };
}
