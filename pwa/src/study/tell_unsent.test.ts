import { beforeEach, expect, it } from "vitest";
import { db } from "../core/db.ts";
import { OFFLINE, refused } from "../core/problems.ts";
import { NOW, segment, WANG } from "./a_segment.ts";
import { tellUnsent, type Tell } from "./tell_unsent.ts";

const SINCE = new Date(NOW - 120_000).toISOString();
let told: (string | null)[] = [];
const tell: Tell = async (since) => (told.push(since), { ok: true, data: null });

beforeEach(async () => {
  told = [];
  await db.segments.clear();
  await db.settings.clear();
});

it("tells since when, once, and once more when nothing waits", async () => {
  await db.segments.bulkAdd([segment("new", { started_ms: NOW - 60_000 }), segment("old")]);
  await tellUnsent(WANG, tell);
  await tellUnsent(WANG, tell);
  await db.segments.clear();
  await tellUnsent(WANG, tell);
  await tellUnsent(WANG, tell);
  expect(told).toEqual([SINCE, null]);
});

it("says nothing where nothing ever waited, and nothing about what is being studied now", async () => {
  await db.segments.add(segment("open", { state: "open" }));
  await tellUnsent(WANG, tell);
  expect(told).toEqual([]);
});

it("tells the later moment when the oldest was delivered", async () => {
  await db.segments.bulkAdd([segment("old"), segment("new", { started_ms: NOW - 60_000 })]);
  await tellUnsent(WANG, tell);
  await db.segments.delete("old");
  await tellUnsent(WANG, tell);
  expect(told).toEqual([SINCE, new Date(NOW - 60_000).toISOString()]);
});

it("tries again when the server was not reached", async () => {
  await db.segments.add(segment("old"));
  await tellUnsent(WANG, async () => refused(OFFLINE));
  await tellUnsent(WANG, tell);
  expect(told).toEqual([SINCE]);
});

it("tells of each member for themselves", async () => {
  await db.segments.add(segment("theirs", { member_id: 8 }));
  await tellUnsent(WANG, tell);
  expect(told).toEqual([]);
  await tellUnsent(8, tell);
  expect(told).toEqual([SINCE]);
});
