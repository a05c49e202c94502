import { describe, expect, it } from "vitest";
import { entriesOf, findCourses, showsWithCourses, termOf, type Asked } from "./find_courses.ts";
import type { Catalogue, Standing } from "./shapes.ts";

const course = (id: number, title: string, pinyin: string, initials: string, facts: object = {}) => ({
  id,
  title,
  pinyin,
  initials,
  category_id: 1,
  organisation_id: 1,
  required: false,
  recommended: false,
  on_menu: false,
  published_at: "2020-01-01T00:00:00Z",
  lesson_count: 2,
  nominal_seconds: 600,
  media_bytes: 0,
  ...facts,
});
const catalogue: Catalogue = {
  categories: [
    { id: 1, name: "健康" },
    { id: 2, name: "安全" },
  ],
  organisations: [],
  courses: [
    course(1, "家庭急救", "jiatingjijiu", "jtjj", { required: true }),
    course(2, "急救入门", "jijiurumen", "jjrm", { recommended: true, published_at: "2026-11-01T00:00:00Z" }),
    course(3, "居家消防", "jujiaxiaofang", "jjxf", { category_id: 2, on_menu: true }),
    course(4, "Excel 入门", "excel rumen", "excel rm"),
  ],
};
const standings: Standing[] = [
  { course_id: 1, begun_lessons: 1, completed_lessons: 0, finished: false, due_on: "2026-12-01" },
  { course_id: 4, begun_lessons: 2, completed_lessons: 2, finished: true, due_on: null },
];
const entries = entriesOf(catalogue, standings, "2026-11-23");
const find = (asked: Partial<Asked>) =>
  findCourses(entries, { words: "", category: null, show: "all", ...asked }).map(({ id }) => id);

describe("words", () => {
  it("finds characters, pinyin and initials, in either case and with spaces", () => {
    expect(find({ words: "消防" })).toEqual([3]);
    expect(find({ words: "xiao fang" })).toEqual([3]);
    expect(find({ words: "JJXF" })).toEqual([3]);
    expect(find({ words: "excel" })).toEqual([4]);
    expect(find({ words: "量子" })).toEqual([]);
  });

  it("puts those first that begin with them, and keeps the catalogue's order otherwise", () => {
    expect(find({ words: "急救" })).toEqual([2, 1]);
    expect(find({ words: "jj" })).toEqual([2, 3, 1]);
    expect(find({ words: " " })).toEqual([1, 2, 3, 4]);
  });

  it("reads them as the server does", () => {
    expect([termOf(" Ji Jiu "), termOf("急救 入门"), termOf("")]).toEqual(["jijiu", "急救 入门", ""]);
  });
});

describe("ways to look", () => {
  it("shows what each says", () => {
    expect(find({ show: "required" })).toEqual([1]);
    expect(find({ show: "recommended" })).toEqual([2]);
    expect(find({ show: "new" })).toEqual([2]);
    expect(find({ show: "assigned" })).toEqual([1]);
    expect(find({ show: "started" })).toEqual([1]);
    expect(find({ show: "menu" })).toEqual([3]);
  });

  it("narrows by category and words together", () => {
    expect(find({ category: 2 })).toEqual([3]);
    expect(find({ category: 1, words: "jj", show: "recommended" })).toEqual([2]);
    expect(find({ category: 2, words: "excel" })).toEqual([]);
  });

  it("offers those only that would show anything", () => {
    expect(showsWithCourses(entries)).toEqual(["all", "required", "recommended", "new", "assigned", "started", "menu"]);
    expect(showsWithCourses(entries.filter(({ id }) => id === 4))).toEqual(["all"]);
  });
});

it("says what a row needs of each course", () => {
  expect(entries[0]).toMatchObject({ category: "健康", completed_lessons: 0, due_on: "2026-12-01", is_new: false });
  expect(entries[1]).toMatchObject({ begun_lessons: 0, due_on: null, is_new: true });
});
