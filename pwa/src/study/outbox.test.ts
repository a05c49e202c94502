import { beforeEach, expect, it } from "vitest";
import { db } from "../core/db.ts";
import { OFFLINE, refused } from "../core/problems.ts";
import { oneLock, phone, receiptFor } from "./a_phone.ts";
import { NOW, segment, WANG } from "./a_segment.ts";
import { keepSegment } from "./keep_segments.ts";
import type { Way } from "./outbox.ts";

const LI = 8;

const waiting = async () => (await db.segments.toArray()).map(({ id }) => id).sort();

beforeEach(() => db.segments.clear());

it("sends what is saved and lets it go with its receipt", async () => {
  await db.segments.bulkAdd([segment("a"), segment("b")]);
  const { flush, sent, deliveries } = phone();
  await flush();
  expect(sent[0]!.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(await waiting()).toEqual([]);
  expect(deliveries[0]!.lessons).toMatchObject([
    { lesson_id: 3, title: "第一课", sent_seconds: 120, counted_seconds: 120 },
  ]);
});

it("sends nothing that the server does not know", async () => {
  await db.segments.add(segment("a"));
  const { flush, sent } = phone();
  await flush();
  expect(Object.keys(sent[0]![0]!).sort()).toEqual([
    "anchor",
    "device",
    "ended_ms",
    "id",
    "lesson_id",
    "lesson_version",
    "media_from",
    "media_to",
    "rate",
    "started_ms",
  ]);
});

it("sends with each the signature of this browser, and what its own clock measured", async () => {
  const measured = { boot_id: "boot", monotonic_from_ms: 5_000, monotonic_to_ms: 65_000 };
  await db.segments.add(segment("a", { ...measured, media_from: 0.5 }));
  const { flush, sent } = phone({ sign: async (message) => `signed ${message}` });
  await flush();
  const words = `a|3|1|phone|${NOW - 120_000}|${NOW - 60_000}|0.5|60|1|anchor|boot|5000|65000`;
  expect(sent[0]![0]).toMatchObject({ ...measured, signature: `signed muster.segment|${words}` });
});

it("lets go of what is held: its receipt says that the secretary decides", async () => {
  await db.segments.add(segment("a"));
  const { flush, deliveries } = phone({}, { a: "held" });
  await flush();
  expect(await waiting()).toEqual([]);
  expect(deliveries[0]!.lessons).toMatchObject([{ sent_seconds: 60, held_seconds: 60 }]);
});

it("changes nothing when an old backup of the phone brings back what was delivered", async () => {
  await db.segments.bulkAdd([segment("a"), segment("b")]);
  const backup = await db.segments.toArray();
  await phone().flush();
  await db.segments.bulkAdd(backup);
  const { flush, sent } = phone({}, { a: "duplicate", b: "duplicate" });
  await flush();
  expect(sent[0]!.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(await waiting()).toEqual([]);
});

it("says after each sending for whom it was, also when nothing came through", async () => {
  await db.segments.add(segment("a"));
  const told: number[] = [];
  const tell = { sent: async (member: number) => void told.push(member) };
  await phone({ ...tell, send: async () => refused(OFFLINE) }).flush();
  await phone(tell).flush();
  expect(told).toEqual([WANG, WANG]);
});

it("keeps what is to be sent again later, and what got no receipt", async () => {
  await db.segments.bulkAdd(["a", "b", "c", "d", "e", "f"].map((id) => segment(id)));
  const outcomes = {
    a: "retry_later",
    b: "none",
    c: "refused",
    d: "conflict",
    e: "duplicate",
    f: "partly_counted",
  } as const;
  await phone({}, outcomes).flush();
  expect(await waiting()).toEqual(["a", "b"]);
});

it("keeps everything while there is no network", async () => {
  await db.segments.add(segment("a"));
  await phone({ send: async () => refused(OFFLINE) }).flush();
  expect(await waiting()).toEqual(["a"]);
});

it("keeps everything when the answer is lost, and sends the same again", async () => {
  await db.segments.add(segment("a"));
  await phone({ send: async () => refused({ code: "unreachable", status: 502 }) }).flush();
  const { flush, sent } = phone({}, { a: "duplicate" });
  await flush();
  expect(sent[0]).toHaveLength(1);
  expect(await waiting()).toEqual([]);
});

it("sends at most 500 at once, the oldest first", async () => {
  const many = Array.from({ length: 1201 }, (_, n) => segment(`s${n}`, { started_ms: NOW - 200_000 - n * 60_000 }));
  await db.segments.bulkAdd(many);
  const { flush, sent } = phone();
  await flush();
  expect(sent.map((batch) => batch.length)).toEqual([500, 500, 201]);
  expect(sent[0]![0]!.id).toBe("s1200");
  expect(await waiting()).toEqual([]);
});

it("sends what is still wanted later only once in a flush", async () => {
  await db.segments.add(segment("a"));
  const { flush, sent } = phone({}, { a: "retry_later" });
  await flush();
  expect(sent).toHaveLength(1);
});

it("leaves the segment alone that is being studied", async () => {
  await db.segments.add(segment("a", { state: "open", ended_ms: NOW - 2_000 }));
  const { flush, sent } = phone();
  await flush();
  expect(sent).toEqual([]);
  expect(await waiting()).toEqual(["a"]);
});

it("closes what a killed browser left open at its last write, and sends it", async () => {
  const open = segment("a", { state: "open", started_ms: NOW - 7_200_000, ended_ms: NOW - 7_150_000 });
  await db.segments.add(open);
  const { flush, sent } = phone();
  await flush();
  expect(sent[0]).toMatchObject([{ id: "a", ended_ms: NOW - 7_150_000 }]);
  expect(await waiting()).toEqual([]);
});

it("keeps nothing that comes after a segment was closed from elsewhere", async () => {
  await db.segments.add(segment("a", { state: "open", ended_ms: NOW - 90_000 }));
  await phone().flush();
  const late = segment("a", { state: "open", ended_ms: NOW - 89_000 });
  expect(await keepSegment(late, { first: false })).toBe(false);
  expect(await waiting()).toEqual([]);
});

it("lets another member's segments wait for that member", async () => {
  await db.segments.bulkAdd([segment("a"), segment("b", { member_id: LI })]);
  await phone().flush();
  expect(await waiting()).toEqual(["b"]);
  const { flush, sent } = phone({ memberId: () => LI });
  await flush();
  expect(sent[0]).toMatchObject([{ id: "b" }]);
});

it("keeps everything when somebody else signs in while it is on its way", async () => {
  await db.segments.add(segment("a"));
  let who = WANG;
  const send: Way["send"] = async (batch) => ((who = LI), { ok: true, data: receiptFor(batch, { a: "refused" }) });
  await phone({ memberId: () => who, send }).flush();
  expect(await waiting()).toEqual(["a"]);
});

it("sends nothing while nobody is signed in", async () => {
  await db.segments.add(segment("a"));
  const { flush, sent } = phone({ memberId: () => null });
  await flush();
  expect(sent).toEqual([]);
});

it("does not let one unreadable segment hold up the others", async () => {
  await db.segments.bulkAdd(["a", "b", "c", "d", "e"].map((id) => segment(id)));
  const send: Way["send"] = async (batch) =>
    batch.some(({ id }) => id === "c")
      ? refused({ code: "invalid_input", status: 422 })
      : { ok: true, data: receiptFor(batch) };
  await phone({ send }).flush();
  expect(await waiting()).toEqual(["c"]);
});

it("sends from one tab at a time", async () => {
  await db.segments.add(segment("a"));
  const { flush: inOneTab, sent: byOne } = phone({ locks: oneLock() });
  const locks = oneLock();
  const slow: Way["send"] = (batch) =>
    new Promise((done) => setTimeout(() => done({ ok: true, data: receiptFor(batch) }), 20));
  const first = phone({ locks, send: slow });
  const second = phone({ locks });
  await Promise.all([first.flush(), second.flush()]);
  expect(second.sent).toEqual([]);
  expect(await waiting()).toEqual([]);
  await inOneTab();
  expect(byOne).toEqual([]);
});

it("shares one sending among calls at the same time", async () => {
  await db.segments.add(segment("a"));
  const { flush, sent } = phone();
  await Promise.all([flush(), flush(), flush()]);
  expect(sent).toHaveLength(1);
});
