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

export async function keptScans(): Promise<StoredScan[]> {
  const stored = await db.scans.toArray().catch(() => []);
  return [...stored, ...unstored.values()];
}
