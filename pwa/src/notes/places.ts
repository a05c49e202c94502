/** Remembers where a member is in a lesson, and finds where to go on: here or on the device that studied last. */
import { serverNow } from "../core/clock.ts";
import { db, type StoredPlace } from "../core/db.ts";
import type { Answer } from "../core/problems.ts";
import { getPlace } from "./api.ts";
import type { Mark, Place } from "./shapes.ts";

export interface LessonOf {
  id: number;
  version: number;
}

/** The server's answer is waited for this long before what this phone knows has to do. */
const PATIENCE_MS = 2_500;

/** A browser that keeps nothing forgets the place as well, and nothing breaks. */
export async function keepPlace(memberId: number, lesson: LessonOf, { position_seconds, part }: Mark): Promise<void> {
  const key = { member_id: memberId, lesson_id: lesson.id, lesson_version: lesson.version };
  const place: StoredPlace = { ...key, position_seconds, part, state: "saved", changed_ms: Math.floor(serverNow()) };
  await db.places.put(place).catch(() => undefined);
}

/** The newest place in the lesson that this phone or the server knows. */
export async function newestPlace(memberId: number, lessonId: number, ask = getPlace): Promise<Place | null> {
  const asked = Promise.race([ask(lessonId), soon()]);
  const here = await db.places.get([memberId, lessonId]).catch(() => undefined);
  const said = await asked;
  const there = said?.ok ? said.data : null;
  return !here || (there && there.changed_ms > here.changed_ms) ? there : here;
}

/** A place in another version is none in this one. */
export function markIn({ version }: LessonOf, place: Place | null): Mark | null {
  if (!place?.changed_ms || place.lesson_version !== version) return null;
  return { position_seconds: place.position_seconds, part: place.part };
}

export async function waitingPlaces(memberId: number): Promise<StoredPlace[]> {
  return db.places.where("[member_id+state]").equals([memberId, "saved"]).toArray();
}

/** The server has it, or another device's later one, which is then the place here as well, unless one studied on here. */
export async function settlePlace(sent: StoredPlace, stands: Place): Promise<void> {
  await db.transaction("rw", db.places, async () => {
    const here = await db.places.get([sent.member_id, sent.lesson_id]);
    if (here?.changed_ms === sent.changed_ms) await db.places.put({ ...here, ...stands, state: "delivered" });
  });
}

/** The lesson is gone, or no longer takes it: nobody goes on there. */
export async function dropPlace({ member_id, lesson_id }: StoredPlace): Promise<void> {
  await db.places.delete([member_id, lesson_id]);
}

const soon = () => new Promise<Answer<Place> | null>((done) => setTimeout(() => done(null), PATIENCE_MS));
