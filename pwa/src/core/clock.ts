/** Knows the server's time, so that a wrong clock on the phone changes nobody's hours. */

/** What this device last heard: the server's milliseconds and its proof, and when that was by both local clocks. */
interface Anchor {
  text: string;
  serverMs: number;
  monotonicMs: number;
  wallMs: number;
}

export interface Surroundings {
  monotonic: () => number;
  wall: () => number;
  store: Pick<Storage, "getItem" | "setItem">;
}

const KEPT = "muster.anchor";

export function createClock({ monotonic, wall, store }: Surroundings) {
  let ofThisPage: Anchor | null = null;
  const ofAnEarlierPage = readAnchor(store.getItem(KEPT));

  /** Takes the newest `Muster-Anchor` header; older ones that arrive late are ignored. */
  function noteAnchor(text: string | null): void {
    const serverMs = Number(text?.split(".")[0]);
    if (!text || !(serverMs > (ofThisPage?.serverMs ?? 0))) return;
    ofThisPage = { text, serverMs, monotonicMs: monotonic(), wallMs: wall() };
    store.setItem(KEPT, JSON.stringify(ofThisPage));
  }

  /** The server's time in milliseconds: by the monotonic clock when this page has heard from it, else by the wall clock. */
  function serverNow(): number {
    if (ofThisPage) return ofThisPage.serverMs + (monotonic() - ofThisPage.monotonicMs);
    if (ofAnEarlierPage) return ofAnEarlierPage.serverMs + Math.max(0, wall() - ofAnEarlierPage.wallMs);
    return wall();
  }

  /** The newest proof of the server's time this device holds, to be sent with what it measured. */
  function anchorText(): string | null {
    return (ofThisPage ?? ofAnEarlierPage)?.text ?? null;
  }

  return { noteAnchor, serverNow, anchorText };
}

function readAnchor(kept: string | null): Anchor | null {
  try {
    const anchor = JSON.parse(kept ?? "null") as Anchor | null;
    return anchor && Number.isFinite(anchor.serverMs) && Number.isFinite(anchor.wallMs) ? anchor : null;
  } catch {
    return null;
  }
}

export const { noteAnchor, serverNow, anchorText } = createClock({
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  store: localStorage,
});
