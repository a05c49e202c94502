import { expect, it } from "vitest";
import { findInCopy } from "./find_in_copy.ts";
import type { Course } from "./shapes.ts";

const course = (id: number, title: string, category = 1, required = false) =>
  ({ id, title, summary: `关于${title}`, category: { id: category, name: "" }, required }) as Course;
const courses = [course(1, "急救"), course(2, "防火", 2, true), course(3, "CPR 急救", 2)];
const ids = (found: Course[]) => found.map(({ id }) => id);

it("finds by words, category and being required", () => {
  expect(ids(findInCopy(courses, { q: "急救" }))).toEqual([1, 3]);
  expect(ids(findInCopy(courses, { q: "cpr" }))).toEqual([3]);
  expect(ids(findInCopy(courses, { category: 2 }))).toEqual([2, 3]);
  expect(ids(findInCopy(courses, { category: 2, required: true }))).toEqual([2]);
});

it("finds everything when nothing is asked", () => {
  expect(findInCopy(courses, {})).toHaveLength(3);
});
