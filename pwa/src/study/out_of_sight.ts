/** Notices what played while nobody saw the page: it plays on, and does not count. */

export interface Unseen {
  seconds: number;
  /** Where it was when the page went out of sight. */
  from: number;
}

/** Shorter than this nobody minds. */
const WORTH_SAYING_S = 5;

export function createUnseen() {
  let from: number | null = null;

  /** To be called when the page goes out of sight or comes back; answers what is to be said of it. */
  function note(moment: { visible: boolean; playing: boolean; position: number }): Unseen | null {
    if (!moment.visible) {
      from = moment.playing ? moment.position : null;
      return null;
    }
    const played = from === null ? 0 : moment.position - from;
    const unseen = played >= WORTH_SAYING_S ? { seconds: played, from: from! } : null;
    from = null;
    return unseen;
  }

  return { note };
}
