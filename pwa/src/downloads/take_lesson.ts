/** Takes one lesson along: its page and all its files, in a version that stays whole until the next one is. */
import { db } from "../core/db.ts";
import type { Answer, Problem } from "../core/problems.ts";
import { remember } from "../core/remembered.ts";
import type { Lesson } from "../courses/shapes.ts";
import { fileAt, linksOf, pageFile } from "./files_of.ts";
import { bytesHere, forgetFile, forgetOthers, keepPart } from "./kept_files.ts";
import { takeFile, type Carrier, type Taken } from "./take_file.ts";

export interface Way extends Carrier {
  getLesson: (id: number) => Promise<Answer<Lesson>>;
}

/** `later`: the network is gone, so nothing else will work either. */
export type Turn = "taken" | "refused" | "later";

/** A link may end while a long film is on its way; if a new one ends at once, something else is wrong. */
const LINKS_AT_MOST = 3;

export async function takeLesson(lessonId: number, way: Way): Promise<Turn> {
  for (let links = 0; links < LINKS_AT_MOST; links++) {
    const answer = await way.getLesson(lessonId);
    if (!answer.ok) return answerFor(lessonId, answer.problem);
    const outcome = await takeFiles(answer.data, way);
    if (outcome === "whole") return finish(answer.data);
    if (outcome === "gone") return refuse(lessonId, "not_found");
    if (outcome === "dropped") return "refused";
    if (outcome === "lost") return "later";
  }
  return "later";
}

async function takeFiles(lesson: Lesson, way: Way): Promise<Taken> {
  await db.downloads.update(lesson.id, { title: lesson.title, kept_bytes: await bytesHere(lesson.id) });
  for (const link of linksOf(lesson)) {
    const outcome = await takeFile(link, lesson.id, way);
    if (outcome !== "whole") return outcome;
  }
  return "whole";
}

/** Only now is the older version let go of. */
async function finish(lesson: Lesson): Promise<Turn> {
  const files = [...linksOf(lesson).map(fileAt), pageFile(lesson.id)];
  if (!(await keepPage(lesson))) return "refused";
  await forgetOthers(lesson.id, files);
  const bytes = await bytesHere(lesson.id);
  const here = { version: lesson.version, bytes, kept_bytes: bytes, completed: lesson.progress.completed_at !== null };
  await db.downloads.update(lesson.id, { ...here, needs_reader: lesson.kind === "pdf", state: "complete" });
  await remember(`lesson-${lesson.id}`, lesson);
  return "taken";
}

async function keepPage(lesson: Lesson): Promise<boolean> {
  const content = new Blob([JSON.stringify(lesson)]);
  const part = {
    file: pageFile(lesson.id),
    offset: 0,
    lesson_id: lesson.id,
    etag: "",
    whole_bytes: content.size,
    content,
  };
  await forgetFile(part.file);
  return keepPart(part);
}

/** What the server refuses to this member it will refuse again; anything else may pass. */
function answerFor(lessonId: number, { code, status = 0 }: Problem): Promise<Turn> | Turn {
  return status === 403 || status === 404 ? refuse(lessonId, code) : "later";
}

export async function refuse(lessonId: number, refused: string): Promise<Turn> {
  await db.downloads.update(lessonId, { state: "refused", refused });
  return "refused";
}
