import { expect, it } from "vitest";
import { speak } from "../core/i18n.ts";
import { counts, nextStep, sayFault } from "./import_summary.ts";
import type { BadCell, ImportOutcome } from "./shapes.ts";

const badPhone: BadCell = {
  row: 14,
  column: "手机号",
  value: "1380013800",
  detail_code: "phone_invalid",
  detail: "A mobile number has 11 digits and begins with 1.",
};
const outcome = (parts: Partial<ImportOutcome>): ImportOutcome => ({
  applied: false,
  created: 12,
  updated: 3,
  unchanged: 175,
  organisations_created: 0,
  errors: [],
  ...parts,
});

it.each([
  ["apply", outcome({})],
  ["apply_good", outcome({ errors: [badPhone] })],
  ["nothing", outcome({ created: 0, updated: 0 })],
  ["done", outcome({ applied: true })],
] as const)("the next step is %s", (step, found) => {
  expect(nextStep(found)).toBe(step);
});

it("counts rows with mistakes once, however many cells are wrong, and leaves out what is nothing", () => {
  const found = counts(outcome({ errors: [badPhone, { ...badPhone, column: "姓名" }] }));
  expect(found.map(({ word, n }) => `${word} ${n}`)).toEqual([
    "created 12",
    "updated 3",
    "unchanged 175",
    "bad_rows 1",
  ]);
});

it("says what is wrong in the member's language, else in the server's words", () => {
  speak("zh");
  expect(sayFault(badPhone)).toContain("11 位");
  expect(sayFault({ ...badPhone, detail_code: "brand_new" })).toBe(badPhone.detail);
});
