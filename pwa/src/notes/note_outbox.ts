/** Brings notes and places to the server: kept first, sent under their own ids, sent again until answered; and gets what others of
 * the member's devices wrote. */
import { watch } from "vue";
import { serverNow } from "../core/clock.ts";
import { db, type StoredNote, type StoredPlace } from "../core/db.ts";
import { oneTabAtATime } from "../core/one_tab.ts";
import type { Problem } from "../core/problems.ts";
import { me } from "../core/session.ts";
import { deleteNote, listNotes, putNote, putPlace } from "./api.ts";
import { settleNote, takeIn, waitingNotes, type About } from "./note_store.ts";
import { dropPlace, settlePlace, waitingPlaces } from "./places.ts";
import type { Note } from "./shapes.ts";

const EVERY_MS = 60_000;
/** The network's or the session's trouble, not the note's. */
const PASSING = ["offline", "unreachable", "busy", "too_many_requests", "unreadable", "server_error"];
const SIGN_IN_FIRST = ["token_missing", "token_expired", "token_invalid", "session_ended", "password_change_required"];

/** Sends what waits of whoever is signed in. Never rejects: what could not be sent waits on. */
export function sendNotes(): Promise<void> {
  return oneTabAtATime("notes", sendAll).catch(() => undefined);
}

/** First what waits here, then the lesson's notes as the server has them: nothing that was just written is missed. */
export function syncNotes(about: About): Promise<void> {
  return oneTabAtATime("notes", async () => {
    await sendAll();
    await pull(about);
  }).catch(() => undefined);
}

async function sendAll(): Promise<void> {
  const member = me.value?.id;
  if (!member) return;
  for (const note of await waitingNotes(member)) if (!(await sendNote(note))) return;
  for (const place of await waitingPlaces(member)) if (!(await sendPlace(place))) return;
}

/** False: nothing gets through now. */
async function sendNote(note: StoredNote): Promise<boolean> {
  const { id, lesson_id, position_seconds, part, text, changed_ms } = note;
  const answer = note.deleted
    ? await deleteNote(lesson_id, id, changed_ms)
    : await putNote(lesson_id, id, { position_seconds, part, text, changed_ms });
  if (answer.ok) return settleNote(note, answer.data || note).then(() => true);
  return refuseNote(note, answer.problem);
}

async function refuseNote(note: StoredNote, { code }: Problem): Promise<boolean> {
  if (isPassing(code)) return false;
  if (code === "changed_in_the_future") await db.notes.update(note.id, { changed_ms: notAhead(note.changed_ms) });
  else if (note.deleted) await db.notes.delete(note.id);
  else await db.notes.update(note.id, { refused: code });
  return true;
}

async function sendPlace(place: StoredPlace): Promise<boolean> {
  const { lesson_id, lesson_version, position_seconds, part, changed_ms } = place;
  const answer = await putPlace(lesson_id, { lesson_version, position_seconds, part, changed_ms });
  if (answer.ok) return settlePlace(place, answer.data).then(() => true);
  if (isPassing(answer.problem.code)) return false;
  if (answer.problem.code !== "changed_in_the_future") await dropPlace(place);
  else await db.places.update([place.member_id, lesson_id], { changed_ms: notAhead(changed_ms) });
  return true;
}

const isPassing = (code: string) => PASSING.includes(code) || SIGN_IN_FIRST.includes(code);

/** This phone's clock was ahead when that was written; by now it has heard the server's. */
const notAhead = (changed_ms: number) => Math.min(changed_ms, Math.floor(serverNow()));

async function pull(about: About): Promise<void> {
  const told: Note[] = [];
  let after: string | undefined;
  do {
    const answer = await listNotes(about.lesson_id, after);
    if (!answer.ok) return;
    told.push(...answer.data.items);
    after = answer.data.next ?? undefined;
  } while (after);
  await takeIn(
    about.member_id,
    told.map((note) => ({ ...note, about })),
    [about.lesson_id],
  );
}

/** From the app's start on: sends on every sign of a network, when the app is left or seen again, and every minute. */
export function keepNotesSending(): void {
  const send = () => void sendNotes();
  addEventListener("online", send);
  document.addEventListener("visibilitychange", send);
  watch(() => me.value?.id, send, { immediate: true });
  setInterval(send, EVERY_MS);
}
