/** Shows a player's captions: the browser draws them on a film; under a sound, the page itself says the line. */

type Tracks = ArrayLike<Pick<TextTrack, "language" | "mode">>;

/** `shown`: how the chosen one is to be, `showing` on a film, `hidden` (read, not drawn) for a sound. */
export function setTracks(tracks: Tracks, language: string, shown: TextTrackMode): void {
  for (const track of Array.from(tracks)) {
    const mode = track.language === language ? shown : "disabled";
    if (track.mode !== mode) track.mode = mode;
  }
}

/** What the browser's own menu chose; null when none is shown. */
export function chosenTrack(tracks: Tracks, shown: TextTrackMode): string | null {
  return Array.from(tracks).find(({ mode }) => mode === shown)?.language ?? null;
}

/** The words of the moment. */
export function wordsOf(cues: ArrayLike<TextTrackCue> | null): string {
  return Array.from(cues ?? [], (cue) => ("text" in cue ? String(cue.text) : "")).join("\n");
}
