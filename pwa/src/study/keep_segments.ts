/** Keeps segments on this phone until their receipts come. */
import { db, type StoredSegment } from "../core/db.ts";

/** Without a word for this long, the page that wrote an open segment is gone (a page that lives writes every second). */
const GONE_AFTER_MS = 15_000;

/** Writes a segment as it is now. False: it was closed from elsewhere, so what came after is not kept. */
export async function keepSegment(segment: StoredSegment, { first }: { first: boolean }): Promise<boolean> {
  if (first) return db.segments.add(segment).then(() => true);
  const own = db.segments.where("id").equals(segment.id);
  return (await own.and(({ state }) => state === "open").modify(segment)) > 0;
}

/** A browser that was killed left its segment open: it ends where it was last written. */
export async function closeAbandoned(now: number): Promise<void> {
  const isAbandoned = ({ state, ended_ms }: StoredSegment) =>
    state === "open" && Math.abs(now - ended_ms) > GONE_AFTER_MS;
  await db.segments.filter(isAbandoned).modify({ state: "saved" });
}

/** A member's segments that are ready to go, oldest first. */
export async function readyToSend(memberId: number): Promise<StoredSegment[]> {
  return db.segments.where("[member_id+state]").equals([memberId, "saved"]).sortBy("started_ms");
}

/** The furthest place in a lesson that waits on this phone. */
export async function keptTo(memberId: number, lesson: { id: number; version: number }): Promise<number> {
  const rows = await db.segments.where("lesson_id").equals(lesson.id).toArray();
  const own = rows.filter((row) => row.member_id === memberId && row.lesson_version === lesson.version);
  return Math.max(0, ...own.map((row) => row.media_to));
}

/** Seconds of study in these segments. */
export function secondsOf(segments: Pick<StoredSegment, "started_ms" | "ended_ms">[]): number {
  return segments.reduce((sum, { started_ms, ended_ms }) => sum + (ended_ms - started_ms), 0) / 1000;
}
