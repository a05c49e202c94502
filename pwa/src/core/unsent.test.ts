import { beforeEach, expect, it } from "vitest";
import { db, type StoredMark, type StoredSegment } from "./db.ts";
import { myUnsent, nothingUnsent } from "./unsent.ts";

const segment = (id: string, member_id: number, seconds: number) =>
  ({ id, member_id, state: "saved", started_ms: 0, ended_ms: seconds * 1000 }) as StoredSegment;

beforeEach(() => Promise.all([db.segments.clear(), db.scans.clear(), db.marks.clear()]));

it("tells me of mine, and of scans that nobody has claimed yet", async () => {
  await db.segments.bulkPut([segment("a", 1, 60), segment("b", 1, 30), segment("c", 2, 60)]);
  await db.scans.bulkPut([
    { operation_id: "x", member_id: null, at: 0, state: "scanned" },
    { operation_id: "y", member_id: 2, at: 0, state: "scanned" },
  ]);
  expect(await myUnsent(1)).toEqual({ study_seconds: 90, sign_ins: 1, marks: 0 });
});

it("tells me of marks that I made, and not of those that were refused", async () => {
  const mark = (operation_id: string, marked_by: number, refused?: string) =>
    ({ operation_id, marked_by, refused, meeting_id: 7, at: 0 }) as StoredMark;
  await db.marks.bulkPut([mark("a", 1), mark("b", 2), mark("c", 1, "card_invalid")]);
  expect((await myUnsent(1)).marks).toBe(1);
  expect(await nothingUnsent()).toBe(false);
  await db.marks.bulkDelete(["a", "b"]);
  expect(await nothingUnsent()).toBe(true);
});

it("knows when nothing of anybody waits", async () => {
  expect(await nothingUnsent()).toBe(true);
  await db.segments.put(segment("c", 2, 60));
  expect(await nothingUnsent()).toBe(false);
});
