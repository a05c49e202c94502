import { beforeEach, expect, it, vi } from "vitest";
import { db } from "../core/db.ts";
import { OFFLINE, refused } from "../core/problems.ts";
import { WANG } from "./a_note.ts";
import { keepPlace, markIn, newestPlace } from "./places.ts";

const LESSON = { id: 3, version: 2 };
const at = (position_seconds: number) => ({ position_seconds, part: null });
const says =
  (position_seconds: number, changed_ms: number, lesson_version = 2) =>
  async () => ({
    ok: true as const,
    data: { ...at(position_seconds), changed_ms, lesson_version },
  });
const placeIn = async (member: number, lesson: typeof LESSON, ask: Parameters<typeof newestPlace>[2]) =>
  markIn(lesson, await newestPlace(member, lesson.id, ask));
const notReached = async () => refused(OFFLINE);

beforeEach(() => db.places.clear());

it("goes on where this phone was, while the server is not reached", async () => {
  await keepPlace(WANG, LESSON, at(65));
  expect(await placeIn(WANG, LESSON, notReached)).toEqual(at(65));
  expect(await placeIn(WANG, { ...LESSON, id: 4 }, notReached)).toBeNull();
});

it("goes on where the device was that studied last, further or not", async () => {
  await keepPlace(WANG, LESSON, at(300));
  expect(await placeIn(WANG, LESSON, says(120, Date.now() + 60_000))).toEqual(at(120));
  expect(await placeIn(WANG, LESSON, says(900, Date.now() - 60_000))).toEqual(at(300));
});

it("does not wait for ever for the server", async () => {
  await keepPlace(WANG, LESSON, at(65));
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const place = placeIn(WANG, LESSON, () => new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(2_500);
  vi.useRealTimers();
  expect(await place).toEqual(at(65));
});

it("knows no place in another version of the lesson, and none of another member", async () => {
  await keepPlace(WANG, LESSON, at(65));
  expect(await placeIn(WANG, { ...LESSON, version: 3 }, notReached)).toBeNull();
  expect(await placeIn(WANG, LESSON, says(1, Date.now() + 60_000, 1))).toBeNull();
  expect(await placeIn(WANG + 1, LESSON, notReached)).toBeNull();
});

it("takes the server's “nowhere yet” for no place", async () => {
  expect(await placeIn(WANG, LESSON, says(0, 0, 0))).toBeNull();
});
