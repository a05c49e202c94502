/** Keeps a member's notes on this phone: those that wait, and copies of those that the server has. */
import { serverNow } from "../core/clock.ts";
import { db, type StoredNote } from "../core/db.ts";
import { newId } from "../core/new_id.ts";
import type { LessonKind } from "../courses/shapes.ts";
import type { Mark, Note } from "./shapes.ts";

interface AnyLesson {
  id: number;
  title: string;
  kind: LessonKind;
}

/** Whose note it is, and of what. */
export type About = Pick<
  StoredNote,
  "member_id" | "lesson_id" | "lesson_title" | "lesson_kind" | "course_id" | "course_title"
>;

export function noteOn({ id, title, kind }: AnyLesson, course: { id: number; title: string }, memberId: number): About {
  const lesson = { lesson_id: id, lesson_title: title, lesson_kind: kind };
  return { member_id: memberId, ...lesson, course_id: course.id, course_title: course.title };
}

/** A new note, or with its `id` another text of one that stands. Rejects where the browser keeps nothing. */
export async function writeNote(about: About, mark: Mark, text: string, id = newId()): Promise<StoredNote> {
  const { position_seconds, part } = mark;
  const note: StoredNote = {
    ...about,
    id,
    position_seconds,
    part,
    text,
    deleted: false,
    state: "saved",
    changed_ms: now(),
  };
  await db.notes.put(note);
  return note;
}

/** Gone from sight at once; the row stays until the server knows, too. One that the server never took just goes. */
export async function removeNote(note: StoredNote): Promise<void> {
  if (note.refused) return void (await db.notes.delete(note.id));
  await db.notes.update(note.id, { text: "", deleted: true, state: "saved", changed_ms: now() });
}

/** A member's notes on a lesson, or all; also deleted ones that the server still has. */
export async function keptNotes(memberId: number, lessonId?: number): Promise<StoredNote[]> {
  const rows = lessonId ? db.notes.where("lesson_id").equals(lessonId) : db.notes.toCollection();
  return rows.filter(({ member_id }) => member_id === memberId).toArray();
}

/** What is to be sent, oldest first. */
export async function waitingNotes(memberId: number): Promise<StoredNote[]> {
  const rows = await db.notes.where("[member_id+state]").equals([memberId, "saved"]).sortBy("changed_ms");
  return rows.filter(({ refused }) => !refused);
}

/** The server's state of a note replaces what was sent, unless the note was changed here meanwhile. */
export async function settleNote(
  sent: StoredNote,
  stands: Pick<Note, "text" | "changed_ms" | "deleted"> & Mark,
): Promise<void> {
  await db.transaction("rw", db.notes, async () => {
    const here = await db.notes.get(sent.id);
    if (!here || here.changed_ms !== sent.changed_ms) return;
    if (stands.deleted) return void (await db.notes.delete(sent.id));
    const { position_seconds, part, text, changed_ms } = stands;
    await db.notes.put({ ...here, position_seconds, part, text, changed_ms, deleted: false, state: "delivered" });
  });
}

/** The notes as the server has them, each with what it is about. What waits here is not touched; of the lessons
 * `wholly` told, copies that the server has no longer go. */
export async function takeIn(
  memberId: number,
  told: (Note & { about: About })[],
  wholly: number[] = [],
): Promise<void> {
  const ids = new Set(told.map(({ id }) => id));
  await db.transaction("rw", db.notes, async () => {
    const gone = db.notes.where("[member_id+state]").equals([memberId, "delivered"]);
    await gone.filter((row) => wholly.includes(row.lesson_id) && !ids.has(row.id)).delete();
    for (const note of told) {
      const here = await db.notes.get(note.id);
      if (!here || here.state === "delivered") await db.notes.put(toCopy(note));
    }
  });
}

function toCopy({ id, position_seconds, part, text, changed_ms, about }: Note & { about: About }): StoredNote {
  return { ...about, id, position_seconds, part, text, changed_ms, deleted: false, state: "delivered" };
}

/** Whole milliseconds of the server's clock, as far as this phone knows it. */
function now(): number {
  return Math.floor(serverNow());
}
