import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { db } from "../core/db.ts";
import { aServer, done, refuses, signInAs } from "../sign_in/a_server.ts";
import type { Me } from "../core/shapes.ts";
import { about, note, WANG } from "./a_note.ts";
import { sendNotes, syncNotes } from "./note_outbox.ts";
import { removeNote, writeNote } from "./note_store.ts";
import { keepPlace } from "./places.ts";

const MARK = { position_seconds: 65, part: null };
let server: ReturnType<typeof aServer>;

/** Answers as the server does when nothing newer stands there. */
const takes = () => {
  const { path, body } = server.sent.at(-1)!;
  return Response.json({ id: path.split("/").pop(), deleted: false, ...body });
};

beforeEach(async () => {
  await Promise.all([db.notes.clear(), db.places.clear()]);
  signInAs({ id: WANG } as Me);
  server = aServer();
});
afterEach(() => vi.unstubAllGlobals());

it("keeps a note while there is no network, sends it later, and once", async () => {
  const { id } = await writeNote(about, MARK, "先看安全");
  await sendNotes();
  expect(await db.notes.get(id)).toMatchObject({ state: "saved" });
  server.answers.push(takes);
  await sendNotes();
  await sendNotes();
  expect(await db.notes.get(id)).toMatchObject({ state: "delivered", text: "先看安全" });
  expect(server.sent.map(({ path }) => path)).toEqual(Array(2).fill(`/api/lessons/3/notes/${id}`));
  expect(server.sent[1]!.body).toEqual(server.sent[0]!.body);
});

it("tells the server of a deletion, and lets the row go only then", async () => {
  const one = await writeNote(about, MARK, "不要了");
  await removeNote(one);
  await sendNotes();
  expect(await db.notes.count()).toBe(1);
  server.answers.push(done);
  await sendNotes();
  expect(await db.notes.count()).toBe(0);
});

it("keeps a note on this phone alone that the server does not take, and sends the others", async () => {
  const gone = await writeNote(about, MARK, "下架的课");
  const other = await writeNote({ ...about, lesson_id: 4 }, MARK, "别的课");
  // Two notes of one millisecond may go in any order.
  const judges = () => (server.sent.at(-1)!.path.includes("/lessons/3/") ? refuses("not_found", 404)() : takes());
  server.answers.push(judges, judges);
  await sendNotes();
  expect(await db.notes.get(gone.id)).toMatchObject({ state: "saved", refused: "not_found" });
  expect(await db.notes.get(other.id)).toMatchObject({ state: "delivered" });
  await sendNotes();
  expect(server.sent).toHaveLength(2);
});

it.each(["busy", "token_expired", "too_many_requests"])(
  "waits while the trouble is not the note's: %s",
  async (code) => {
    const { id } = await writeNote(about, MARK, "一");
    server.answers.push(refuses(code, 503));
    await sendNotes();
    expect(await db.notes.get(id)).not.toHaveProperty("refused");
  },
);

it("sets back the moment of a phone whose clock was ahead, and sends again", async () => {
  const { id } = await writeNote(about, MARK, "一");
  await db.notes.update(id, { changed_ms: Date.now() + 86_400_000 });
  server.answers.push(refuses("changed_in_the_future", 409), takes);
  await sendNotes();
  await sendNotes();
  const { state, changed_ms } = (await db.notes.get(id))!;
  expect(state).toBe("delivered");
  expect(changed_ms).toBeLessThanOrEqual(Date.now());
});

it("sends nobody else's notes", async () => {
  await writeNote(about, MARK, "王的");
  signInAs({ id: WANG + 1 } as Me);
  await sendNotes();
  signInAs(null);
  await sendNotes();
  expect(server.sent).toEqual([]);
});

it("brings where one is to the server, and takes over where another device was later", async () => {
  await keepPlace(WANG, { id: 3, version: 2 }, MARK);
  server.answers.push(() =>
    Response.json({ ...MARK, position_seconds: 300, lesson_version: 2, changed_ms: Date.now() + 5 }),
  );
  await sendNotes();
  expect(server.sent[0]).toMatchObject({
    path: "/api/lessons/3/place",
    body: { position_seconds: 65, lesson_version: 2 },
  });
  expect(await db.places.toArray()).toMatchObject([{ position_seconds: 300, state: "delivered" }]);
});

it("forgets a place in a lesson that is gone", async () => {
  await keepPlace(WANG, { id: 3, version: 2 }, MARK);
  server.answers.push(refuses("not_found", 404));
  await sendNotes();
  expect(await db.places.count()).toBe(0);
});

it("gets all pages of a lesson's notes after what waited here is sent", async () => {
  const mine = await writeNote(about, MARK, "我的");
  server.answers.push(
    takes,
    () => Response.json({ items: [note("a", "甲")], next: "more" }),
    () => Response.json({ items: [note(mine.id, "我的")], next: null }),
  );
  await syncNotes(about);
  expect((await db.notes.toArray()).map(({ text, state }) => [text, state]).sort()).toEqual([
    ["我的", "delivered"],
    ["甲", "delivered"],
  ]);
});

it("forgets nothing when half of the pages do not come", async () => {
  await db.notes.put({ ...note("old", "旧"), ...about, state: "delivered" });
  server.answers.push(() => Response.json({ items: [], next: "more" }));
  await syncNotes(about);
  expect(await db.notes.count()).toBe(1);
});
