/** Lets the lock screen, a headset and the car say what plays, and pause it or go ten seconds back and on. */

export const STEP_S = 10;

export interface Playing {
  title: string;
  course: string;
  /** That what plays there does not count. */
  remark: string;
}

export interface Deeds {
  play: () => void;
  pause: () => void;
  seekBy: (seconds: number) => void;
  seekTo: (seconds: number) => void;
}

type Session = Pick<MediaSession, "metadata" | "setActionHandler"> & Partial<Pick<MediaSession, "setPositionState">>;

/** Answers how to take it back. A browser that lacks an action refuses it; the others still work. */
export function tellSystem(
  { title, course, remark }: Playing,
  deeds: Deeds,
  session: Session | undefined = navigator.mediaSession as Session | undefined,
): () => void {
  if (!session || typeof MediaMetadata === "undefined") return () => undefined;
  session.metadata = new MediaMetadata({ title, artist: course, album: remark });
  const actions: [MediaSessionAction, MediaSessionActionHandler][] = [
    ["play", deeds.play],
    ["pause", deeds.pause],
    ["seekbackward", ({ seekOffset }) => deeds.seekBy(-(seekOffset ?? STEP_S))],
    ["seekforward", ({ seekOffset }) => deeds.seekBy(seekOffset ?? STEP_S)],
    ["seekto", ({ seekTime }) => seekTime !== undefined && deeds.seekTo(seekTime)],
  ];
  const taken = actions.filter(([action, deed]) => offer(session, action, deed)).map(([action]) => action);
  return () => {
    session.metadata = null;
    for (const action of taken) offer(session, action, null);
  };
}

function offer(session: Session, action: MediaSessionAction, deed: MediaSessionActionHandler | null): boolean {
  try {
    session.setActionHandler(action, deed);
    return true;
  } catch {
    return false;
  }
}

/** Where it is, so that the lock screen's own bar moves; refused while the length is not known. */
export function tellPosition(
  player: Pick<HTMLMediaElement, "duration" | "currentTime" | "playbackRate">,
  session: Partial<Pick<MediaSession, "setPositionState">> | undefined = navigator.mediaSession,
): void {
  const { duration, currentTime, playbackRate } = player;
  if (!Number.isFinite(duration) || duration <= 0 || playbackRate <= 0) return;
  session?.setPositionState?.({ duration, position: Math.min(currentTime, duration), playbackRate });
}
