/** Keeps what was taken along true: notices what changed, what was withdrawn and what is completed. */
import { db, type StoredDownload } from "../core/db.ts";
import { recall, remember } from "../core/remembered.ts";
import { getCourse } from "../courses/api.ts";
import type { LessonRow } from "../courses/shapes.ts";
import type { Delivered } from "../study/deliveries.ts";
import { pageFile } from "./files_of.ts";
import { wholeFile } from "./kept_files.ts";

/** A lesson changes seldom: looking once in a while is enough, and costs one question a course. */
const LOOK_EVERY_MS = 60 * 60_000;
const LOOKED = "downloads-looked";

export async function renewChanged(memberId: number, now = Date.now()): Promise<void> {
  const before = await db.settings.get(LOOKED);
  if (now - Number(before?.value ?? 0) < LOOK_EVERY_MS) return;
  const rows = await completeOf(memberId);
  for (const courseId of new Set(rows.map(({ course_id }) => course_id)))
    if (!(await compare(rows.filter(({ course_id }) => course_id === courseId)))) return;
  await db.settings.put({ key: LOOKED, value: now });
}

/** False when the server can't be asked now. What it no longer lists is asked for once more, and then says why. */
async function compare(rows: StoredDownload[]): Promise<boolean> {
  const answer = await getCourse(rows[0]!.course_id);
  if (!answer.ok && ![403, 404].includes(answer.problem.status ?? 0)) return false;
  const listed = new Map(answer.ok ? answer.data.lessons.map((lesson) => [lesson.id, lesson]) : []);
  for (const row of rows) await db.downloads.update(row.lesson_id, whatIsNew(row, listed.get(row.lesson_id)));
  return true;
}

/** The version that is here stays until the newer one is. */
export function whatIsNew({ version }: StoredDownload, listed: LessonRow | undefined): Partial<StoredDownload> {
  if (listed?.version !== version) return { state: "waiting" };
  return { title: listed.title, completed: listed.progress.completed_at !== null };
}

/** Whoever opens a lesson may learn of a newer version before anybody has looked for it. */
export async function noteVersion(lessonId: number, version: number): Promise<boolean> {
  const row = await db.downloads.get(lessonId);
  const isOlder = row?.state === "complete" && row.version < version;
  if (isOlder) await db.downloads.update(lessonId, { state: "waiting" });
  return isOlder;
}

export async function noteCompleted(lessons: Delivered[]): Promise<void> {
  for (const { lesson_id, progress } of lessons)
    if (progress?.completed_at) await db.downloads.update(lesson_id, { completed: true });
}

/** Who signs in again finds the lessons that they had taken along, also without a network. */
export async function rememberLessons(memberId: number): Promise<void> {
  for (const { lesson_id } of await completeOf(memberId)) {
    if (await recall(`lesson-${lesson_id}`)) continue;
    const page = await wholeFile(pageFile(lesson_id), "application/json");
    if (page) await remember(`lesson-${lesson_id}`, JSON.parse(await page.text()));
  }
}

function completeOf(memberId: number): Promise<StoredDownload[]> {
  const rows = db.downloads.where("member_id").equals(memberId);
  return rows.filter(({ state }) => state === "complete").toArray();
}
