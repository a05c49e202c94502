import { beforeEach, expect, it, vi } from "vitest";
import { db } from "../core/db.ts";
import { about, toldNote, WANG } from "./a_note.ts";
import { keptNotes, removeNote, settleNote, takeIn, waitingNotes, writeNote } from "./note_store.ts";

const MARK = { position_seconds: 65, part: null };

beforeEach(() => db.notes.clear());

it("keeps a note on this phone with its mark, to be sent", async () => {
  const note = await writeNote(about, MARK, "先看安全");
  expect(await waitingNotes(WANG)).toEqual([note]);
  expect(note).toMatchObject({ text: "先看安全", position_seconds: 65, state: "saved", deleted: false, lesson_id: 3 });
});

it("changes a note under its own id", async () => {
  const { id } = await writeNote(about, MARK, "旧");
  await writeNote(about, MARK, "新", id);
  expect(await waitingNotes(WANG)).toMatchObject([{ id, text: "新" }]);
});

it("forgets the words of a deleted note at once, and keeps to tell the server", async () => {
  const note = await writeNote(about, MARK, "秘密");
  await removeNote(note);
  expect(await waitingNotes(WANG)).toMatchObject([{ id: note.id, text: "", deleted: true }]);
});

it("lets go of a note that the server never took", async () => {
  const note = await writeNote(about, MARK, "只在这里");
  await db.notes.update(note.id, { refused: "not_found" });
  expect(await waitingNotes(WANG)).toEqual([]);
  await removeNote((await db.notes.get(note.id))!);
  expect(await db.notes.count()).toBe(0);
});

it("shows nobody another member's notes", async () => {
  await writeNote(about, MARK, "王的");
  expect(await keptNotes(WANG + 1, 3)).toEqual([]);
  expect(await keptNotes(WANG, 4)).toEqual([]);
  expect(await keptNotes(WANG)).toHaveLength(1);
});

it("takes over what stands at the server, unless the note was changed meanwhile", async () => {
  const sent = await writeNote(about, MARK, "手机");
  await settleNote(sent, { ...MARK, text: "平板", changed_ms: sent.changed_ms + 5, deleted: false });
  expect(await db.notes.get(sent.id)).toMatchObject({ text: "平板", state: "delivered" });

  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ["Date", "performance"] });
  const changed = await writeNote(about, MARK, "又改了", sent.id);
  vi.useRealTimers();
  await settleNote(sent, { ...MARK, text: "手机", changed_ms: sent.changed_ms, deleted: false });
  expect(await db.notes.get(sent.id)).toEqual(changed);
});

it("lets a note go that another device deleted later", async () => {
  const sent = await writeNote(about, MARK, "手机");
  await settleNote(sent, { ...MARK, text: "", changed_ms: sent.changed_ms + 5, deleted: true });
  expect(await db.notes.count()).toBe(0);
});

it("learns the server's notes, keeps what waits, and forgets what is gone there", async () => {
  const mine = await writeNote(about, MARK, "还没送出");
  await takeIn(WANG, [toldNote("a", "甲"), toldNote(mine.id, "旧的")], [3]);
  await takeIn(WANG, [toldNote("b", "乙")], [3]);
  const texts = (await keptNotes(WANG)).map(({ text }) => text);
  expect(texts.sort()).toEqual(["乙", "还没送出"].sort());
});

it("forgets nothing of lessons that it was not told all of", async () => {
  await takeIn(WANG, [toldNote("a", "甲")], [3]);
  await takeIn(WANG, [toldNote("b", "乙")]);
  expect(await keptNotes(WANG)).toHaveLength(2);
});
