import { expect, it } from "vitest";
import type { StoredNote } from "../core/db.ts";
import { about, myNote, note } from "./a_note.ts";
import { alongTheLesson, byCourse, overlay } from "./by_course.ts";

const kept = (id: string, changes: Partial<StoredNote> = {}): StoredNote => ({
  ...note(id, id),
  ...about,
  state: "saved",
  ...changes,
});
const ids = (notes: { id: string }[]) => notes.map(({ id }) => id);

it("puts notes along the lesson, one on the whole lesson first", () => {
  const [late, early, whole] = [note("late", "", 90), note("early", "", 5), note("whole", "", null)];
  expect(ids(alongTheLesson([late, early, whole]))).toEqual(["whole", "early", "late"]);
});

it("shows what waits on this phone over what the server told", () => {
  const shown = overlay([myNote("a", 3, 10), myNote("b", 3, 20)], [kept("a", { text: "新" }), kept("c")]);
  expect(shown.map(({ id, text }) => [id, text])).toEqual([
    ["a", "新"],
    ["b", "b"],
    ["c", "c"],
  ]);
});

it("hides what was deleted here, and forgets copies that the server has no longer", () => {
  const shown = overlay([myNote("a", 3, 10)], [kept("a", { deleted: true }), kept("gone", { state: "delivered" })]);
  expect(shown).toEqual([]);
});

it("shows all that this phone has while the server is not reached", () => {
  expect(ids(overlay(null, [kept("a"), kept("b", { state: "delivered" }), kept("c", { deleted: true })]))).toEqual([
    "a",
    "b",
  ]);
});

it("puts them course by course and lesson by lesson, in the order in which they come", () => {
  const courses = byCourse(
    overlay([myNote("a", 3, 90), myNote("b", 3, 10), myNote("c", 4, 1), myNote("d", 9, 1, 2)], []),
  );
  expect(courses.map(({ title, lessons }) => [title, lessons.map(({ title, notes }) => [title, ids(notes)])])).toEqual([
    [
      "课程1",
      [
        ["第3课", ["b", "a"]],
        ["第4课", ["c"]],
      ],
    ],
    ["课程2", [["第9课", ["d"]]]],
  ]);
});
