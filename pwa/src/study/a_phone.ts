/** A phone for tests: an outbox with a server that answers as told, and the locks its tabs share. */
import { NOW, WANG } from "./a_segment.ts";
import type { Delivery } from "./deliveries.ts";
import { createOutbox, type Way } from "./outbox.ts";
import type { Outcome, SegmentOut, StudyReceipt } from "./shapes.ts";

/** What the server says about each segment by its id; `none` is no receipt, everything else counts. */
export type Outcomes = Record<string, Outcome | "none">;

export const receiptFor = (sent: SegmentOut[], outcomes: Outcomes = {}): StudyReceipt => ({
  items: sent
    .filter(({ id }) => outcomes[id] !== "none")
    .map(({ id }) => ({ id, outcome: (outcomes[id] as Outcome) ?? "counted", counted_seconds: 60, reason: null })),
  counted_today_seconds: 60,
  counted_year_seconds: 60,
  lessons: [],
});

/** `sent` are the batches that reached the server. */
export function phone(way: Partial<Way> = {}, outcomes: Outcomes = {}) {
  const sent: SegmentOut[][] = [];
  const deliveries: Delivery[] = [];
  const outbox = createOutbox({
    memberId: () => WANG,
    send: async (batch) => (sent.push(batch), { ok: true, data: receiptFor(batch, outcomes) }),
    serverNow: () => NOW,
    delivered: (delivery) => deliveries.push(delivery),
    sign: async () => null,
    ...way,
  });
  return { ...outbox, sent, deliveries };
}

/** One browser's locks, as its tabs see them with `ifAvailable`. */
export function oneLock(): Way["locks"] {
  let held = false;
  const request = async (name: string, _options: LockOptions, task: (lock: Lock | null) => unknown) => {
    if (held) return task(null);
    held = true;
    await Promise.resolve(task({ name, mode: "exclusive" })).finally(() => (held = false));
  };
  return { request } as unknown as Way["locks"];
}
