/** Brings a secretary's marks to the server: kept first, sent in batches, sent again under the same operation ids until answered. */
import { shallowRef, watch } from "vue";
import type { StoredMark } from "../core/db.ts";
import { msSince, thisMoment } from "../core/moment.ts";
import { newId } from "../core/new_id.ts";
import type { Problem } from "../core/problems.ts";
import { me } from "../core/session.ts";
import { markMembers } from "./api.ts";
import { changes, forgetMarks, keepMarks, keptMarks } from "./mark_store.ts";
import type { MarkOutcome, NewMark } from "./shapes.ts";

/** As many as the server takes at once. */
const BATCH = 100;
const RETRY_MS = 5_000;
const LONGEST_WAIT_MS = 24 * 3600_000;
/** The network's or the session's trouble, not the marks'. */
const PASSING = ["offline", "unreachable", "busy", "too_many_requests"];
const SIGN_IN_FIRST = ["token_missing", "token_expired", "token_invalid", "session_ended", "password_change_required"];

/** Whom to mark, and how: by hand with a reason, by a scanned card, or by another phone's reply code. */
export type Seen = Pick<StoredMark, "member_id" | "name" | "reason" | "card" | "reply"> & { kind?: "in" | "out" };

/** Taken by the server a moment ago, until every board has heard of it. */
export const delivered = shallowRef<StoredMark[]>([]);
const HEARD_OF_WITHIN_MS = 15_000;

let underway: Promise<void> = Promise.resolve();

/** Keeps a mark on this phone; the outbox sees it and sends it at once. */
export async function mark(meeting_id: number, seen: Seen): Promise<StoredMark> {
  const made = { operation_id: newId(), meeting_id, marked_by: me.value!.id, kind: "in" as const, ...seen };
  const kept: StoredMark = { ...made, ...thisMoment() };
  await keepMarks([kept]);
  return kept;
}

/** Sends what waits of whoever is signed in, one batch after another; calls at the same time wait for one another. */
export function sendMarks(): Promise<void> {
  underway = underway.then(sendAll).catch(() => undefined);
  return underway;
}

async function sendAll(): Promise<void> {
  const mine = (await keptMarks()).filter(({ marked_by, refused }) => marked_by === me.value?.id && !refused);
  const meetings = [...new Set(mine.map(({ meeting_id }) => meeting_id))];
  for (const id of meetings) {
    const here = mine.filter(({ meeting_id }) => meeting_id === id);
    await sendOf(id, here);
  }
}

async function sendOf(meetingId: number, marks: StoredMark[]): Promise<void> {
  for (let start = 0; start < marks.length; start += BATCH) {
    const batch = marks.slice(start, start + BATCH);
    const answer = await markMembers(meetingId, batch.map(toSend));
    if (answer.ok) await settle(batch, answer.data.items);
    else if (isPassing(answer.problem)) return;
    else await keepMarks(batch.map((one) => ({ ...one, refused: answer.problem.code })));
  }
}

function isPassing({ code }: Problem): boolean {
  return PASSING.includes(code) || SIGN_IN_FIRST.includes(code);
}

/** What was taken is let go; what was refused stays until the secretary has read why. */
async function settle(batch: StoredMark[], outcomes: MarkOutcome[]): Promise<void> {
  const of = new Map(outcomes.map((outcome) => [outcome.operation_id, outcome]));
  const refused = batch.filter(({ operation_id }) => of.get(operation_id)?.outcome === "refused");
  const taken = batch.filter((one) => of.has(one.operation_id) && !refused.includes(one));
  if (refused.length)
    await keepMarks(refused.map((one) => ({ ...one, refused: of.get(one.operation_id)!.code ?? "unknown" })));
  noteDelivered(taken.map((one) => ({ ...one, ...pickPerson(of.get(one.operation_id)!) })));
  if (taken.length) await forgetMarks(taken);
}

/** Who it was: of a card or a reply the server alone may know. */
const pickPerson = ({ member_id, name }: MarkOutcome) => ({ member_id, name });

function noteDelivered(taken: StoredMark[]): void {
  const recent = delivered.value.filter((one) => msSince(one) < HEARD_OF_WITHIN_MS);
  delivered.value = [...recent, ...taken.map((one) => ({ ...one, ...thisMoment() }))];
}

/** Only what the server takes: who it is on a card or in a reply, it reads itself. */
function toSend(stored: StoredMark): NewMark {
  const { operation_id, kind, member_id, reason, card, reply } = stored;
  const waited_ms = Math.min(Math.round(msSince(stored)), LONGEST_WAIT_MS);
  if (card) return { operation_id, kind, card, waited_ms };
  if (reply) return { operation_id, kind, reply, waited_ms };
  return { operation_id, kind, member_id: member_id!, reason: reason!, waited_ms };
}

/** From the app's start on: sends on every sign of a network, and now and then while something waits. */
export function keepMarksSending(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function turn(): Promise<void> {
    clearTimeout(timer);
    if (document.hidden) return;
    await sendMarks();
    const waits = (await keptMarks()).some(({ marked_by, refused }) => marked_by === me.value?.id && !refused);
    if (waits) timer = setTimeout(() => void turn(), RETRY_MS);
  }
  addEventListener("online", () => void turn());
  document.addEventListener("visibilitychange", () => void turn());
  watch([me, changes], () => void turn(), { immediate: true });
}
