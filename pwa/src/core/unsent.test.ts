import { beforeEach, expect, it } from "vitest";
import { db, type StoredSegment } from "./db.ts";
import { myUnsent, nothingUnsent } from "./unsent.ts";

const segment = (id: string, member_id: number, seconds: number) =>
  ({ id, member_id, state: "saved", started_ms: 0, ended_ms: seconds * 1000 }) as StoredSegment;

beforeEach(() => Promise.all([db.segments.clear(), db.scans.clear()]));

it("tells me of mine, and of scans that nobody has claimed yet", async () => {
  await db.segments.bulkPut([segment("a", 1, 60), segment("b", 1, 30), segment("c", 2, 60)]);
  await db.scans.bulkPut([
    { operation_id: "x", member_id: null, at: 0, state: "scanned" },
    { operation_id: "y", member_id: 2, at: 0, state: "scanned" },
  ]);
  expect(await myUnsent(1)).toEqual({ study_seconds: 90, sign_ins: 1 });
});

it("knows when nothing of anybody waits", async () => {
  expect(await nothingUnsent()).toBe(true);
  await db.segments.put(segment("c", 2, 60));
  expect(await nothingUnsent()).toBe(false);
});
