/** Keeps the files of lessons on this phone, in parts, in the order in which they come. Works without a service worker. */
import { db, type StoredPart } from "../core/db.ts";

/** What of a file is here: from its start, without a gap. */
export interface KeptFile {
  bytes: number;
  etag: string;
  whole: boolean;
}

export async function keptFile(file: string): Promise<KeptFile | null> {
  const parts = await partsOf(file);
  const last = parts.at(-1);
  if (!last) return null;
  const bytes = last.offset + last.content.size;
  return { bytes, etag: last.etag, whole: bytes === last.whole_bytes };
}

/** The file in one piece, or null while some of it is missing. Nothing is read before somebody looks into it. */
export async function wholeFile(file: string, type: string): Promise<Blob | null> {
  const parts = await partsOf(file);
  const blob = new Blob(
    parts.map(({ content }) => content),
    { type },
  );
  return parts.length && blob.size === parts[0]!.whole_bytes ? blob : null;
}

/** False: the lesson was let go of meanwhile, and none of it is to be kept. */
export function keepPart(part: StoredPart): Promise<boolean> {
  return db.transaction("rw", db.downloads, db.download_parts, async () => {
    const wanted = await db.downloads.get(part.lesson_id);
    if (!wanted) return false;
    await db.download_parts.put(part);
    await db.downloads.update(part.lesson_id, { kept_bytes: wanted.kept_bytes + part.content.size });
    return true;
  });
}

export async function forgetFile(file: string): Promise<void> {
  await db.download_parts.where("file").equals(file).delete();
}

/** Of a lesson's files, those that are no longer part of it. */
export async function forgetOthers(lessonId: number, files: string[]): Promise<void> {
  const parts = db.download_parts.where("lesson_id").equals(lessonId);
  await parts.filter(({ file }) => !files.includes(file)).delete();
}

/** Bytes of a lesson that are here. */
export async function bytesHere(lessonId: number): Promise<number> {
  let sum = 0;
  await db.download_parts
    .where("lesson_id")
    .equals(lessonId)
    .each(({ content }) => (sum += content.size));
  return sum;
}

function partsOf(file: string): Promise<StoredPart[]> {
  return db.download_parts.where("[file+offset]").between([file, 0], [file, Infinity]).toArray();
}
