import Dexie from "dexie";
import { expect, it } from "vitest";
import { MusterDatabase } from "./db.ts";

/** What a phone holds that ran the first version. */
async function firstVersion() {
  const old = new Dexie("muster");
  old.version(1).stores({
    remembered: "key",
    segments: "id, [member_id+state], lesson_id",
    scans: "operation_id, state",
    settings: "key",
  });
  await old.table("scans").put({ operation_id: "a", member_id: 2, code: "CODE", at: 5, state: "scanned" });
  await old.table("segments").put({ id: "s", member_id: 2, state: "saved", lesson_id: 1 });
  await old.table("remembered").put({ key: "meeting-7", value: { title: "of another shape" }, at: 5 });
  old.close();
}

it("keeps what waits to be sent over an update, and forgets copies of pages, whose shape has changed", async () => {
  await firstVersion();
  const db = new MusterDatabase();
  expect(await db.scans.get("a")).toMatchObject({ code: "CODE", at: 5 });
  expect(await db.segments.count()).toBe(1);
  expect(await db.remembered.count()).toBe(0);
  expect(await db.marks.count()).toBe(0);
  expect(await db.notes.count()).toBe(0);
  expect(await db.downloads.count()).toBe(0);
});
