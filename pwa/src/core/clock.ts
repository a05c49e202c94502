/** Knows the server's time, so that a wrong clock on the phone changes nobody's hours. */
import { msSince, thisMoment, type Clocks, type Moment } from "./moment.ts";

/** What this device last heard: the server's milliseconds and their proof, and when that was by both local clocks. */
interface Anchor extends Moment {
  text: string;
  serverMs: number;
}

export interface Surroundings {
  clocks: Clocks;
  store: Pick<Storage, "getItem" | "setItem">;
}

const KEPT = "muster.anchor";

export function createClock({ clocks, store }: Surroundings) {
  let ofThisPage: Anchor | null = null;

  /** Takes the newest `Muster-Anchor` header; older ones that arrive late are ignored. */
  function noteAnchor(text: string | null): void {
    const serverMs = Number(text?.split(".")[0]);
    if (!text || !(serverMs > (ofThisPage?.serverMs ?? 0))) return;
    ofThisPage = { text, serverMs, ...thisMoment(clocks) };
    store.setItem(KEPT, JSON.stringify(ofThisPage));
  }

  /**
   * The server's time in milliseconds: by the monotonic clock when this page has heard from it, else, and after a sleep,
   * by the wall clock. Never before the newest anchor, which another tab may have heard.
   */
  function serverNow(): number {
    const kept = newest();
    const heard = ofThisPage ?? kept;
    return heard ? Math.max(heard.serverMs + msSince(heard, clocks), kept!.serverMs) : clocks.wall();
  }

  /** The newest proof of the server's time this device holds, to be sent with what it measured. */
  function anchorText(): string | null {
    return newest()?.text ?? null;
  }

  function newest(): Anchor | null {
    const kept = readAnchor(store.getItem(KEPT));
    if (!ofThisPage) return kept;
    return kept && kept.serverMs > ofThisPage.serverMs ? kept : ofThisPage;
  }

  return { noteAnchor, serverNow, anchorText };
}

/** Older versions called the wall clock's milliseconds differently. */
function readAnchor(kept: string | null): Anchor | null {
  try {
    const anchor = JSON.parse(kept ?? "null") as (Anchor & { wallMs?: number }) | null;
    const at = anchor?.at ?? anchor?.wallMs;
    return anchor && Number.isFinite(anchor.serverMs) && Number.isFinite(at) ? { ...anchor, at: at! } : null;
  } catch {
    return null;
  }
}

export const { noteAnchor, serverNow, anchorText } = createClock({
  clocks: { wall: () => Date.now(), monotonic: () => performance.now(), page: performance.timeOrigin },
  store: localStorage,
});
