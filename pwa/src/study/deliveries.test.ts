import { expect, it } from "vitest";
import type { StoredSegment } from "../core/db.ts";
import { addUp, announceDelivery, onDelivery, recentDeliveries, sumReceipts } from "./deliveries.ts";
import type { Receipt } from "./shapes.ts";

const segment = (id: string, lesson_id: number, seconds: number) =>
  ({ id, lesson_id, lesson_title: `课 ${lesson_id}`, started_ms: 0, ended_ms: seconds * 1000 }) as StoredSegment;

const progress = { position_seconds: 90, covered_seconds: 90, counted_seconds: 80, completed_at: null };

function receipt(...items: Receipt[]) {
  return { items, counted_today_seconds: 0, counted_year_seconds: 0, lessons: [{ lesson_id: 1, ...progress }] };
}

it("adds up lesson by lesson, and says each reason once", () => {
  const sent = [segment("a", 1, 60), segment("b", 1, 30), segment("c", 2, 10)];
  const answer = receipt(
    { id: "a", outcome: "partly_counted", counted_seconds: 55, reason: "overlap" },
    { id: "b", outcome: "partly_counted", counted_seconds: 25, reason: "overlap" },
    { id: "c", outcome: "held", counted_seconds: 0, reason: "clock_disagrees" },
  );
  expect(sumReceipts(sent, answer, 5).lessons).toMatchObject([
    {
      lesson_id: 1,
      title: "课 1",
      sent_seconds: 90,
      counted_seconds: 80,
      held_seconds: 0,
      reasons: ["overlap"],
      progress,
    },
    {
      lesson_id: 2,
      sent_seconds: 10,
      counted_seconds: 0,
      held_seconds: 10,
      reasons: ["clock_disagrees"],
      progress: null,
    },
  ]);
});

it("adds up a visit, each reason once", () => {
  const one = {
    lesson_id: 1,
    title: "课 1",
    sent_seconds: 60,
    counted_seconds: 50,
    held_seconds: 5,
    reasons: ["overlap"],
    progress: null,
  };
  const two = { ...one, reasons: ["overlap", "day_cap"], progress };
  expect(addUp(null, one)).toEqual(one);
  expect(addUp(one, two)).toMatchObject({
    sent_seconds: 120,
    counted_seconds: 100,
    held_seconds: 10,
    reasons: ["overlap", "day_cap"],
    progress,
  });
});

it("does not call delivered what is to be sent again, or what got no receipt", () => {
  const later = receipt({ id: "a", outcome: "retry_later", counted_seconds: 0, reason: "in_the_future" });
  expect(sumReceipts([segment("a", 1, 60), segment("b", 1, 60)], later, 5).lessons).toEqual([]);
});

it("tells who listens, and keeps the newest for later", async () => {
  const heard: number[] = [];
  const stop = onDelivery(({ at }) => heard.push(at));
  const lessons = sumReceipts(
    [segment("a", 1, 60)],
    receipt({ id: "a", outcome: "counted", counted_seconds: 60, reason: null }),
    1,
  ).lessons;
  for (let at = 1; at <= 25; at++) await announceDelivery({ at, lessons });
  stop();
  await announceDelivery({ at: 26, lessons });
  expect(heard).toHaveLength(25);
  expect((await recentDeliveries()).map(({ at }) => at).slice(0, 2)).toEqual([26, 25]);
  expect(await recentDeliveries()).toHaveLength(20);
});
