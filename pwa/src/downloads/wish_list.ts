/** Says which lessons this phone is to hold, and lets go of them. */
import { db, type StoredDownload } from "../core/db.ts";

export interface Wish {
  id: number;
  title: string;
  /** What the server said its files come to. */
  media_bytes: number;
  course: { id: number; title: string };
}

/** To be taken along by this member. What is here already stays; another member's becomes this one's once the server lets them. */
export async function want(wishes: Wish[], memberId: number): Promise<void> {
  await db.transaction("rw", db.downloads, async () => {
    for (const [place, wish] of wishes.entries()) {
      const kept = await db.downloads.get(wish.id);
      if (kept?.member_id === memberId && kept.state !== "refused") continue;
      await db.downloads.put(asked(wish, { memberId, place, keptBytes: kept?.kept_bytes ?? 0 }));
    }
  });
}

function asked(
  { id, title, media_bytes, course }: Wish,
  { memberId, place, keptBytes }: { memberId: number; place: number; keptBytes: number },
): StoredDownload {
  return {
    lesson_id: id,
    title,
    course_id: course.id,
    course_title: course.title,
    member_id: memberId,
    version: 0,
    state: "waiting",
    bytes: media_bytes,
    kept_bytes: keptBytes,
    completed: false,
    asked_at: Date.now() + place,
  };
}

/** Frees the phone of these lessons and all their files. */
export async function letGo(lessonIds: number[]): Promise<void> {
  await db.transaction("rw", db.downloads, db.download_parts, async () => {
    await db.downloads.bulkDelete(lessonIds);
    await db.download_parts.where("lesson_id").anyOf(lessonIds).delete();
  });
}

/** Those of a member that are still to come, in the order in which they were asked for. */
export async function waitingFor(memberId: number): Promise<StoredDownload[]> {
  const rows = db.downloads.where("member_id").equals(memberId);
  return rows.filter(({ state }) => state === "waiting").sortBy("asked_at");
}
