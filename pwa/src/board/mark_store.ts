/** Keeps a secretary's marks on this phone until the server has them; in memory alone where the browser refuses storage. */
import { shallowRef } from "vue";
import { db, type StoredMark } from "../core/db.ts";

const unstored = new Map<string, StoredMark>();

/** Moves on with every change, so that a page that shows marks knows to look again. */
export const changes = shallowRef(0);

export async function keepMarks(marks: StoredMark[]): Promise<void> {
  await db.marks.bulkPut(marks).catch(() => marks.forEach((mark) => unstored.set(mark.operation_id, mark)));
  changes.value++;
}

export async function forgetMarks(marks: StoredMark[]): Promise<void> {
  const ids = marks.map(({ operation_id }) => operation_id);
  ids.forEach((id) => unstored.delete(id));
  await db.marks.bulkDelete(ids).catch(() => undefined);
  changes.value++;
}

/** In the order in which they were made. */
export async function keptMarks(): Promise<StoredMark[]> {
  const stored = await db.marks.toArray().catch(() => []);
  return [...stored, ...unstored.values()].sort((one, other) => one.at - other.at);
}
