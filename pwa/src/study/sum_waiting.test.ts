import { expect, it } from "vitest";
import type { StoredSegment } from "../core/db.ts";
import { sumWaiting } from "./sum_waiting.ts";

const row = (member_id: number, lesson_id: number, started_ms: number, seconds: number) =>
  ({
    member_id,
    lesson_id,
    lesson_title: `课 ${lesson_id}`,
    started_ms,
    ended_ms: started_ms + seconds * 1000,
  }) as StoredSegment;

it("adds up my own by lesson, and counts the other members", () => {
  const rows = [
    row(1, 3, 9000, 60),
    row(1, 3, 5000, 30),
    row(1, 4, 1000, 10),
    row(2, 3, 0, 60),
    row(2, 4, 0, 60),
    row(5, 3, 0, 1),
  ];
  expect(sumWaiting(rows, 1)).toEqual({
    lessons: [
      { id: 3, title: "课 3", seconds: 90, since: 5000 },
      { id: 4, title: "课 4", seconds: 10, since: 1000 },
    ],
    others: 2,
  });
});
