/** Cuts study into segments: unbroken in time and in the medium, at one speed, at most a minute long. */

/** What is true at one moment. `position` is seconds in the medium; null when reading, where time is the position. */
export interface Moment {
  /** Milliseconds of a clock that never jumps. */
  at: number;
  /** The server's time in milliseconds, as far as this device knows. */
  server: number;
  anchor: string;
  position: number | null;
  rate: number;
}

export interface Draft {
  id: string;
  started_ms: number;
  ended_ms: number;
  media_from: number;
  media_to: number;
  rate: number;
  anchor: string;
  monotonic_from_ms: number;
  monotonic_to_ms: number;
}

/** A segment as it is now: still `open`, or `saved` for good. `first` when it was never cut before. */
export interface Cut {
  draft: Draft;
  state: "open" | "saved";
  first: boolean;
}

/** Closed from here on, so that with the longest gap it stays within the 60 s that the server takes. */
const FULL_MS = 55_000;
/** A longer silence was sleep: nobody knows what happened in it, so it does not count. */
const LONGEST_GAP_MS = 5_000;
/** Players report their position unevenly; less than this many seconds is not a jump. */
const UNEVEN_S = 1;

interface Growing {
  draft: Draft;
  beganAt: number;
  grownAt: number;
  isNew: boolean;
}

/** `from` is where reading starts and `end` where it stops counting, in seconds of the nominal length. */
export function createCutter({
  newId,
  from = 0,
  end = Infinity,
}: {
  newId: () => string;
  from?: number;
  end?: number;
}) {
  let open: Growing | null = null;
  let position = from;
  let lastEnd = 0;

  /** Takes the segment to this moment. Give what it answers to the keeper before showing any of it. */
  function step(moment: Moment, running: boolean): Cut[] {
    const cuts = open ? extend(open, moment, running) : [];
    if (running) open ??= begin(moment);
    return cuts;
  }

  function extend(segment: Growing, moment: Moment, running: boolean): Cut[] {
    const before = segment.draft.ended_ms;
    const unbroken = grow(segment, moment, end);
    const { draft, isNew } = segment;
    const closes = !unbroken || !running || draft.rate !== moment.rate || length(draft) >= FULL_MS;
    [position, lastEnd] = [draft.media_to, draft.ended_ms];
    if (closes) open = null;
    if (!length(draft) || (!closes && draft.ended_ms === before)) return [];
    segment.isNew = false;
    return [{ draft: { ...draft }, state: closes ? "saved" : "open", first: isNew }];
  }

  function begin(moment: Moment): Growing {
    const started_ms = afterLast(Math.floor(moment.server), lastEnd);
    position = moment.position ?? position;
    const place = { media_from: toMilli(position), media_to: toMilli(position) };
    const measured = { monotonic_from_ms: Math.floor(moment.at), monotonic_to_ms: Math.floor(moment.at) };
    const { rate, anchor } = moment;
    const draft = { id: newId(), started_ms, ended_ms: started_ms, ...place, rate, anchor, ...measured };
    return { draft, beganAt: moment.at, grownAt: moment.at, isNew: true };
  }

  /** It was closed from elsewhere: what comes is another segment. */
  function forsake(id: string): void {
    if (open?.draft.id === id) open = null;
  }

  return { step, forsake, position: () => position };
}

/** A newer anchor may set the server's time back by a moment: what follows must not overlap what was. */
function afterLast(server: number, lastEnd: number): number {
  return lastEnd > server && lastEnd - server < LONGEST_GAP_MS ? lastEnd : server;
}

/** Grows to the moment; false when it can't go on from there: after sleep, a jump in the medium, or a stall. */
function grow(segment: Growing, moment: Moment, end: number): boolean {
  const { draft } = segment;
  const gap = moment.at - segment.grownAt;
  if (gap < 0 || gap > LONGEST_GAP_MS) return false;
  const elapsed = moment.at - segment.beganAt;
  const expected = draft.media_from + (elapsed / 1000) * draft.rate;
  const position = moment.position ?? Math.min(expected, end);
  if (position < draft.media_to - UNEVEN_S || position > expected + UNEVEN_S) return false;
  const stalled = position < expected - (moment.position === null ? 0 : UNEVEN_S);
  const played = stalled ? ((position - draft.media_from) / draft.rate) * 1000 : elapsed;
  draft.ended_ms = Math.max(draft.ended_ms, draft.started_ms + Math.floor(played));
  draft.media_to = Math.max(draft.media_to, toMilli(position));
  draft.monotonic_to_ms = draft.monotonic_from_ms + Math.floor(elapsed);
  segment.grownAt = moment.at;
  return !stalled;
}

function length({ started_ms, ended_ms }: Draft): number {
  return ended_ms - started_ms;
}

function toMilli(seconds: number): number {
  return Math.round(Math.max(0, seconds) * 1000) / 1000;
}
