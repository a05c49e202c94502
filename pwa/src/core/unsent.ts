/** What still waits on this phone to be sent. */
import { db } from "./db.ts";

export interface Unsent {
  study_seconds: number;
  sign_ins: number;
  /** Of other members, made by me as their secretary or helper. */
  marks: number;
}

/** Mine alone, to tell me about it. */
export async function myUnsent(memberId: number): Promise<Unsent> {
  const segments = await db.segments.filter(({ member_id }) => member_id === memberId).toArray();
  const studied = segments.reduce((sum, { started_ms, ended_ms }) => sum + (ended_ms - started_ms), 0);
  const mine = db.scans.filter(({ member_id }) => member_id === null || member_id === memberId);
  const marks = db.marks.filter(({ marked_by, refused }) => marked_by === memberId && !refused);
  return { study_seconds: Math.floor(studied / 1000), sign_ins: await mine.count(), marks: await marks.count() };
}

/** Everybody's on this device: as long as something waits, the app does not change under it. */
export async function nothingUnsent(): Promise<boolean> {
  const marks = db.marks.filter(({ refused }) => !refused);
  const notes = db.notes.filter(({ state, refused }) => state === "saved" && !refused);
  const all = [db.segments.count(), db.scans.count(), marks.count(), notes.count()];
  const counts = await Promise.all(all).catch(() => [0]);
  return counts.every((count) => count === 0);
}
