/** Keeps scans on this phone until they are delivered; in memory alone where the browser refuses storage. */
import { db, type StoredScan } from "../core/db.ts";

const unstored = new Map<string, StoredScan>();

export async function keepScan(scan: StoredScan): Promise<StoredScan> {
  await db.scans.put(scan).catch(() => unstored.set(scan.operation_id, scan));
  return scan;
}

export async function forgetScan({ operation_id }: StoredScan): Promise<void> {
  unstored.delete(operation_id);
  await db.scans.delete(operation_id).catch(() => undefined);
}

/** The scan as it stands: another tab may have brought it further, or to its end (null). */
export async function keptScan({ operation_id }: StoredScan): Promise<StoredScan | null> {
  const stored = await db.scans.get(operation_id).catch(() => undefined);
  return stored ?? unstored.get(operation_id) ?? null;
}

export async function keptScans(): Promise<StoredScan[]> {
  const stored = await db.scans.toArray().catch(() => []);
  return [...stored, ...unstored.values()];
}
