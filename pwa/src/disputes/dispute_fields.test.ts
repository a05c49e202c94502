import { expect, it } from "vitest";
import { faultsOf, toDispute } from "./dispute_fields.ts";

const fields = { book: "points", day: "2026-11-20", title: "组织生活", words: "那天我参加了，\n有照片。" };

it("asks of an entry that stands for the words alone", () => {
  const of = { today: "2026-11-23", entryId: 7 };
  expect(faultsOf({ ...fields, day: "", title: "" }, of)).toEqual([]);
  expect(faultsOf({ ...fields, words: "不对 " }, of)).toEqual(["words"]);
});

it("asks of a missing one for its day and what it was for", () => {
  const of = { today: "2026-11-23", entryId: null };
  expect(faultsOf(fields, of)).toEqual([]);
  expect(faultsOf({ ...fields, day: "2026-11-24", title: " " }, of)).toEqual(["day", "title"]);
});

it("sends one line, and of an entry only its id", () => {
  expect(toDispute(fields, { operation_id: "a", entryId: 7 })).toEqual({
    operation_id: "a",
    entry_id: 7,
    day: null,
    title: "",
    book: "points",
    words: "那天我参加了， 有照片。",
  });
  expect(toDispute({ ...fields, book: "hours" }, { operation_id: "a", entryId: null })).toMatchObject({
    entry_id: null,
    day: "2026-11-20",
    title: "组织生活",
    book: "hours",
  });
});
