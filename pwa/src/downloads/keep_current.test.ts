import { beforeEach, expect, it, vi } from "vitest";
import { db } from "../core/db.ts";
import { OFFLINE, refused, type Answer } from "../core/problems.ts";
import { forgetAll, recall } from "../core/remembered.ts";
import type { CourseDetail, Lesson } from "../courses/shapes.ts";
import { emptyPhone, FILM, lesson, server, WANG, wish } from "./a_lesson.ts";
import { noteCompleted, noteVersion, rememberLessons, renewChanged } from "./keep_current.ts";
import { takeLesson } from "./take_lesson.ts";
import { want } from "./wish_list.ts";

const HOUR = 3_600_000;
const course = vi.hoisted(() => ({ answer: null as unknown, asked: 0 }));
vi.mock("../courses/api.ts", () => ({
  getCourse: async () => (course.asked++, course.answer as Answer<CourseDetail>),
  getLesson: async () => ({ ok: false, problem: { code: "offline" } }),
}));

/** What the course's page says of its lessons now. */
function lists(...lessons: Lesson[]): void {
  course.answer = { ok: true, data: { lessons } };
}

const state = async () => (await db.downloads.get(3))!.state;

beforeEach(async () => {
  await emptyPhone();
  course.asked = 0;
  await want([wish()], WANG);
  await takeLesson(3, { ...server({ [FILM]: "0123456789" }), getLesson: async () => ({ ok: true, data: lesson() }) });
});

it("notices a newer version, and leaves alone what has not changed", async () => {
  lists(lesson({ title: "新名字" }));
  await renewChanged(WANG, HOUR * 10);
  expect(await db.downloads.get(3)).toMatchObject({ state: "complete", title: "新名字" });
  lists(lesson({ version: 2 }));
  await renewChanged(WANG, HOUR * 12);
  expect(await state()).toBe("waiting");
});

it("asks once more for what the course no longer lists, or the member may no longer see", async () => {
  lists();
  await renewChanged(WANG, HOUR * 10);
  expect(await state()).toBe("waiting");
  await db.downloads.update(3, { state: "complete" });
  course.answer = refused({ code: "not_found", status: 404 });
  await renewChanged(WANG, HOUR * 12);
  expect(await state()).toBe("waiting");
});

it("looks once an hour, and again soon when the server could not be asked", async () => {
  course.answer = refused(OFFLINE);
  await renewChanged(WANG, HOUR * 10);
  lists(lesson());
  await renewChanged(WANG, HOUR * 10 + 1);
  await renewChanged(WANG, HOUR * 11);
  expect(course.asked).toBe(2);
  expect(await state()).toBe("complete");
});

it("learns of a newer version from the lesson's own page, never of an older one", async () => {
  expect(await noteVersion(3, 1)).toBe(false);
  expect(await noteVersion(4, 9)).toBe(false);
  expect(await noteVersion(3, 2)).toBe(true);
  expect(await state()).toBe("waiting");
});

it("knows what is completed from a receipt", async () => {
  const done = { position_seconds: 0, covered_seconds: 0, counted_seconds: 0, completed_at: "2026-11-24T00:00:00Z" };
  const delivered = { title: "", sent_seconds: 0, counted_seconds: 0, held_seconds: 0, reasons: [] };
  await noteCompleted([{ ...delivered, lesson_id: 3, progress: { ...done, completed_at: null } }]);
  expect((await db.downloads.get(3))!.completed).toBe(false);
  await noteCompleted([{ ...delivered, lesson_id: 3, progress: done }]);
  expect((await db.downloads.get(3))!.completed).toBe(true);
});

it("brings the lesson's page back for whoever had taken it along, and for nobody else", async () => {
  await forgetAll();
  await rememberLessons(8);
  expect(await recall("lesson-3")).toBeNull();
  await rememberLessons(WANG);
  expect((await recall<Lesson>("lesson-3"))!.value).toMatchObject({ id: 3, title: "第三课" });
});
