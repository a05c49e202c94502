/** Says what this browser signs of a segment: the words that the server puts together for itself. */
import type { SegmentOut } from "./shapes.ts";

/** Values between bars, numbers as JavaScript writes them; what was not measured is empty. */
export function signedWords(segment: SegmentOut): string {
  const { id, lesson_id, lesson_version, device, started_ms, ended_ms } = segment;
  const { media_from, media_to, rate, anchor, boot_id, monotonic_from_ms, monotonic_to_ms } = segment;
  const what = [id, lesson_id, lesson_version, device, started_ms, ended_ms, media_from, media_to, rate, anchor];
  const measured = [boot_id, monotonic_from_ms, monotonic_to_ms];
  return ["muster.segment", ...what, ...measured.map((value) => value ?? "")].join("|");
}
