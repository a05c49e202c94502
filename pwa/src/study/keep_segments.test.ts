import { beforeEach, expect, it } from "vitest";
import { db } from "../core/db.ts";
import { NOW, segment, WANG } from "./a_segment.ts";
import { closeAbandoned, keepSegment, keptTo, readyToSend, secondsOf } from "./keep_segments.ts";

const open = { state: "open", ended_ms: NOW } as const;

beforeEach(() => db.segments.clear());

it("grows a segment while it is open, and never one that was closed", async () => {
  expect(await keepSegment(segment("a", open), { first: true })).toBe(true);
  expect(await keepSegment(segment("a", { ...open, ended_ms: NOW + 1000 }), { first: false })).toBe(true);
  expect(await keepSegment(segment("a", { state: "saved", ended_ms: NOW + 2000 }), { first: false })).toBe(true);
  expect(await keepSegment(segment("a", { ...open, ended_ms: NOW + 3000 }), { first: false })).toBe(false);
  expect(await db.segments.toArray()).toMatchObject([{ state: "saved", ended_ms: NOW + 2000 }]);
});

it("closes only what nobody writes to any more", async () => {
  await db.segments.bulkAdd([
    segment("alive", { ...open, ended_ms: NOW - 2_000 }),
    segment("left", { ...open, ended_ms: NOW - 60_000 }),
  ]);
  await closeAbandoned(NOW);
  expect((await readyToSend(WANG)).map(({ id }) => id)).toEqual(["left"]);
});

it("closes what a wrong clock put into the future", async () => {
  await db.segments.add(segment("ahead", { ...open, ended_ms: NOW + 3_600_000 }));
  await closeAbandoned(NOW);
  expect(await readyToSend(WANG)).toHaveLength(1);
});

it("knows the furthest place of a member in this version of a lesson", async () => {
  await db.segments.bulkAdd([
    segment("a", { media_to: 90 }),
    segment("b", { media_to: 40 }),
    segment("other member", { member_id: 8, media_to: 500 }),
    segment("other version", { lesson_version: 2, media_to: 500 }),
    segment("other lesson", { lesson_id: 4, media_to: 500 }),
  ]);
  expect(await keptTo(WANG, { id: 3, version: 1 })).toBe(90);
  expect(await keptTo(WANG, { id: 5, version: 1 })).toBe(0);
});

it("adds up seconds", () => {
  expect(secondsOf([segment("a"), segment("b")])).toBe(120);
});
