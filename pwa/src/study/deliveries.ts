/** Says what became of what was sent, lesson by lesson, in this tab and in the others. */
import type { StoredSegment } from "../core/db.ts";
import { recall, remember } from "../core/remembered.ts";
import type { Progress } from "../courses/shapes.ts";
import type { Receipt, StudyReceipt } from "./shapes.ts";

export interface Delivered {
  lesson_id: number;
  title: string;
  sent_seconds: number;
  counted_seconds: number;
  /** Waits for the secretary to decide. */
  held_seconds: number;
  /** Why not all of it counted, each reason once. */
  reasons: string[];
  progress: Progress | null;
}

export interface Delivery {
  at: number;
  lessons: Delivered[];
}

const HELD = "held";

/** Adds up a batch's receipts. What is to be sent again later is not yet delivered. */
export function sumReceipts(sent: StoredSegment[], receipt: StudyReceipt, at: number): Delivery {
  const receipts = new Map(receipt.items.map((item) => [item.id, item]));
  const settled = sent.filter(({ id }) => isSettled(receipts.get(id)));
  const lessonIds = [...new Set(settled.map((segment) => segment.lesson_id))];
  const of = (lessonId: number) => settled.filter((segment) => segment.lesson_id === lessonId);
  return { at, lessons: lessonIds.map((id) => sumLesson(of(id), receipts, progressIn(receipt, id))) };
}

/** What one visit delivered of a lesson, delivery by delivery. */
export function addUp(before: Delivered | null, next: Delivered): Delivered {
  if (!before) return next;
  return {
    ...next,
    sent_seconds: before.sent_seconds + next.sent_seconds,
    counted_seconds: before.counted_seconds + next.counted_seconds,
    held_seconds: before.held_seconds + next.held_seconds,
    reasons: [...new Set([...before.reasons, ...next.reasons])],
  };
}

/** Only with its own receipt may a segment leave this phone. */
export function isSettled(receipt: Receipt | undefined): boolean {
  return receipt !== undefined && receipt.outcome !== "retry_later";
}

function sumLesson(sent: StoredSegment[], receipts: Map<string, Receipt>, progress: Progress | null): Delivered {
  const own = sent.map(({ id }) => receipts.get(id)!);
  return {
    lesson_id: sent[0]!.lesson_id,
    title: sent[0]!.lesson_title,
    sent_seconds: secondsIn(sent),
    held_seconds: secondsIn(sent.filter(({ id }) => receipts.get(id)!.outcome === HELD)),
    counted_seconds: own.reduce((sum, { counted_seconds }) => sum + counted_seconds, 0),
    reasons: [...new Set(own.flatMap(({ reason }) => reason ?? []))],
    progress,
  };
}

function secondsIn(segments: StoredSegment[]): number {
  return segments.reduce((sum, { started_ms, ended_ms }) => sum + Math.floor((ended_ms - started_ms) / 1000), 0);
}

function progressIn({ lessons }: StudyReceipt, lessonId: number): Progress | null {
  return lessons.find(({ lesson_id }) => lesson_id === lessonId) ?? null;
}

const KEPT = "study-deliveries";
const KEPT_AT_MOST = 20;
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("muster.deliveries");
const listeners = new Set<(delivery: Delivery) => void>();
channel?.addEventListener("message", ({ data }) => hear(data as Delivery));

/** Tells every open page, and keeps the newest deliveries for the outbox page. */
export async function announceDelivery(delivery: Delivery): Promise<void> {
  if (!delivery.lessons.length) return;
  channel?.postMessage(delivery);
  hear(delivery);
  await remember(KEPT, [delivery, ...(await recentDeliveries())].slice(0, KEPT_AT_MOST));
}

export async function recentDeliveries(): Promise<Delivery[]> {
  return (await recall<Delivery[]>(KEPT))?.value ?? [];
}

/** Answers how to stop listening. */
export function onDelivery(listener: (delivery: Delivery) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function hear(delivery: Delivery): void {
  for (const listener of listeners) listener(delivery);
}
