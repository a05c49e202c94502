import { expect, it } from "vitest";
import { i18n } from "../core/i18n.ts";
import { groupLeftOut, leftOutOf } from "./group_left_out.ts";
import type { Why } from "./shapes.ts";

it("names every reason once, in the order in which it comes", () => {
  const leftOut = [
    { title: "小测验", why: "quiz" as const },
    { title: "讨论", why: "discussion" as const },
    { title: "期末", why: "quiz" as const },
  ];
  expect(groupLeftOut(leftOut)).toEqual([
    { why: "quiz", titles: ["小测验", "期末"] },
    { why: "discussion", titles: ["讨论"] },
  ]);
  expect(groupLeftOut([])).toEqual([]);
});

it("reads the reasons from a refusal, whatever signs a title has", () => {
  const errors = [
    { pointer: "/file", detail: "第一课: 上: program" },
    { pointer: "/file", detail: "卡片: locked_pdf" },
  ];
  expect(leftOutOf({ code: "package_empty", errors })).toEqual([
    { title: "第一课: 上", why: "program" },
    { title: "卡片", why: "locked_pdf" },
  ]);
  expect(leftOutOf({ code: "package_bomb", errors })).toEqual([]);
  expect(leftOutOf(null)).toEqual([]);
});

/** The compiler holds this list to the server's: one that is missing or too many does not compile. */
const WHYS: Record<Why, true> = {
  assignment: true,
  captions_unreadable: true,
  discussion: true,
  empty_page: true,
  external_tool: true,
  hidden: true,
  kind_not_taken: true,
  length_corrected: true,
  length_unknown: true,
  locked_pdf: true,
  missing_file: true,
  not_in_outline: true,
  not_readable: true,
  not_what_it_says: true,
  other_outline: true,
  picture_unreadable: true,
  platform_settings: true,
  program: true,
  question_bank: true,
  quiz: true,
  remote_medium: true,
  remote_picture: true,
  taken_already: true,
  too_long: true,
  too_many_lessons: true,
  vector_picture: true,
  web_link: true,
};

it.each(Object.keys(WHYS))("says in both languages why: %s", (why) => {
  for (const locale of ["zh", "en"] as const) expect(i18n.global.te(`packages.why_${why}`, locale)).toBe(true);
});
