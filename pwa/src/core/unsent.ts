/** Counts what still waits on this phone to be sent. */
import { db } from "./db.ts";

export async function unsentCount(): Promise<number> {
  const [segments, scans] = await Promise.all([db.segments.count(), db.scans.count()]).catch(() => [0, 0] as const);
  return segments + scans;
}
