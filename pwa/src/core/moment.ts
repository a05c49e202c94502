/** Measures how long ago something was, whatever was done to the phone's clock since. */

/** A moment on this device by both its clocks, to be kept over a reload. */
export interface Moment {
  /** By the wall clock (ms); that is all that older versions kept. */
  at: number;
  /** By the monotonic clock (ms), and which page that clock belongs to: each page begins at zero. */
  page?: number;
  monotonic?: number;
}

export interface Clocks {
  wall: () => number;
  monotonic: () => number;
  page: number;
}

/** The monotonic clock stands still while a device sleeps; a wall clock so far ahead of it has seen a sleep. */
const SLEPT_MS = 3_000;

const CLOCKS: Clocks = { wall: () => Date.now(), monotonic: () => performance.now(), page: performance.timeOrigin };

export function thisMoment({ wall, monotonic, page }: Clocks = CLOCKS): Required<Moment> {
  return { at: wall(), page, monotonic: monotonic() };
}

/** Milliseconds since then: by the monotonic clock, by the wall clock after a reload or a sleep; never negative. */
export function msSince({ at, page, monotonic }: Moment, clocks: Clocks = CLOCKS): number {
  const byWall = Math.max(0, clocks.wall() - at);
  if (page !== clocks.page || monotonic === undefined) return byWall;
  const byMonotonic = clocks.monotonic() - monotonic;
  return byWall - byMonotonic > SLEPT_MS ? byWall : byMonotonic;
}
