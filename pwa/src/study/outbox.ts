/** Sends what was studied on this phone, and lets go of a segment only when its own receipt has come. */
import { db, type StoredSegment } from "../core/db.ts";
import type { Answer } from "../core/problems.ts";
import { isSettled, sumReceipts, type Delivery } from "./deliveries.ts";
import { closeAbandoned, readyToSend } from "./keep_segments.ts";
import type { SegmentOut, StudyReceipt } from "./shapes.ts";
import { signedWords } from "./sign_segment.ts";

const BATCH = 500;
const LOCK = "muster.outbox";

export interface Way {
  memberId: () => number | null;
  send: (segments: SegmentOut[]) => Promise<Answer<StudyReceipt>>;
  serverNow: () => number;
  delivered: (delivery: Delivery) => unknown;
  /** By this browser's own key; null where it has none. */
  sign: (message: string) => Promise<string | null>;
  /** After every sending, whatever came of it. */
  sent?: (memberId: number) => Promise<unknown>;
  /** Missing on plain http. Then two tabs may send the same, which the server counts once. */
  locks?: Pick<LockManager, "request">;
}

export function createOutbox(way: Way) {
  let running: Promise<void> | null = null;

  /** Sends what is ready. Calls at the same time, also from other tabs, share one sending. */
  function flush(): Promise<void> {
    running ??= onlyHere(sendAll).finally(() => (running = null));
    return running;
  }

  async function onlyHere(task: () => Promise<void>): Promise<void> {
    if (!way.locks) return task();
    await way.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? task() : undefined));
  }

  async function sendAll(): Promise<void> {
    await closeAbandoned(way.serverNow());
    const memberId = way.memberId();
    if (memberId === null) return;
    const ready = await readyToSend(memberId);
    for (let start = 0; start < ready.length; start += BATCH)
      if (!(await sendBatch(ready.slice(start, start + BATCH), memberId))) break;
    await way.sent?.(memberId);
  }

  /** False when there is no use in going on now. */
  async function sendBatch(batch: StoredSegment[], memberId: number): Promise<boolean> {
    const answer = await way.send(await Promise.all(batch.map(toSend)));
    // Somebody else signed in meanwhile: the answer was not about this member's study.
    if (way.memberId() !== memberId) return false;
    if (answer.ok) return settle(batch, answer.data);
    return answer.problem.status === 422 ? isolate(batch, memberId) : false;
  }

  async function settle(batch: StoredSegment[], receipt: StudyReceipt): Promise<boolean> {
    await db.segments.bulkDelete(receipt.items.filter(isSettled).map(({ id }) => id));
    await way.delivered(sumReceipts(batch, receipt, Date.now()));
    return true;
  }

  /** One segment that the server can't read must not hold up the others. */
  async function isolate(batch: StoredSegment[], memberId: number): Promise<boolean> {
    if (batch.length === 1) return true;
    const half = Math.ceil(batch.length / 2);
    return (await sendBatch(batch.slice(0, half), memberId)) && sendBatch(batch.slice(half), memberId);
  }

  /** A segment that no key signs goes without: the server knows from which browsers it may expect one. */
  async function toSend(stored: StoredSegment): Promise<SegmentOut> {
    const segment = withoutOwn(stored);
    const signature = await way.sign(signedWords(segment));
    return { ...segment, ...(signature && { signature }) };
  }

  return { flush };
}

/** What the server takes; whose it is it knows, and the title is only for this phone. */
function withoutOwn(stored: StoredSegment): SegmentOut {
  const { id, lesson_id, lesson_version, device, started_ms, ended_ms, media_from, media_to, rate, anchor } = stored;
  const { boot_id, monotonic_from_ms, monotonic_to_ms } = stored;
  const measured = boot_id === undefined ? {} : { boot_id, monotonic_from_ms, monotonic_to_ms };
  return {
    id,
    lesson_id,
    lesson_version,
    device,
    started_ms,
    ended_ms,
    media_from,
    media_to,
    rate,
    anchor,
    ...measured,
  };
}
