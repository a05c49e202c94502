import { expect, it } from "vitest";
import { chooseLesson } from "./choose_lesson.ts";
import type { LessonRow } from "./shapes.ts";

const DONE = "2026-11-23T13:00:00Z";

const lesson = (
  id: number,
  { optional = false, covered = 0, completed_at = null as string | null } = {},
): LessonRow => ({
  id,
  title: `课 ${id}`,
  kind: "text",
  nominal_seconds: 60,
  optional,
  version: 1,
  media_bytes: 0,
  progress: { position_seconds: covered, covered_seconds: covered, counted_seconds: covered, completed_at },
});

it("starts with the first lesson", () => {
  expect(chooseLesson([lesson(1), lesson(2)])).toMatchObject({ lesson: { id: 1 }, deed: "start" });
});

it("goes on with the first that is not complete", () => {
  const lessons = [lesson(1, { completed_at: DONE }), lesson(2, { covered: 20 }), lesson(3)];
  expect(chooseLesson(lessons)).toMatchObject({ lesson: { id: 2 }, deed: "go_on" });
});

it("leaves optional lessons for last", () => {
  const lessons = [lesson(1, { optional: true }), lesson(2)];
  expect(chooseLesson(lessons)).toMatchObject({ lesson: { id: 2 } });
  expect(chooseLesson([lesson(1, { optional: true }), lesson(2, { completed_at: DONE })])).toMatchObject({
    lesson: { id: 1 },
  });
});

it("offers the first again when all are complete, and nothing in an empty course", () => {
  expect(chooseLesson([lesson(1, { completed_at: DONE })])).toMatchObject({ lesson: { id: 1 }, deed: "again" });
  expect(chooseLesson([])).toBeNull();
});
