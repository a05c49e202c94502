/** Brings each scan to the server, once: kept before it is sent, sent again under the same operation id until answered. */
import { watch } from "vue";
import { db, type StoredScan } from "../core/db.ts";
import { newId } from "../core/new_id.ts";
import type { Problem } from "../core/problems.ts";
import { me } from "../core/session.ts";
import { exchange, signIn } from "./api.ts";
import { settled, type Delivery } from "./deliveries.ts";
import { followScans } from "./scan_notices.ts";
import { forgetScan, keepScan, keptScans } from "./scan_store.ts";
import type { Proof } from "./shapes.ts";

/** Longer than a code is good for: what is sent after this can only be refused. */
const CODE_LIVES_MS = 25_000;
const TICKET_LIVES_MS = 10 * 60_000;
const RETRY_MS = 5_000;
const PASSING = ["offline", "unreachable", "busy", "too_many_requests"];
const SIGN_IN_FIRST = ["token_missing", "token_expired", "token_invalid", "session_ended", "password_change_required"];

const underway = new Map<string, Promise<Delivery>>();
/** A page and the outbox may hold the same scan: what one of them settled, the other must not send again. */
const done = new Map<string, Delivery>();

/** Keeps a scanned code; the same code scanned twice is the same sign-in. */
export async function beginScan(code: string): Promise<StoredScan> {
  const again = (await keptScans()).find((scan) => scan.code === code && !isForgotten(scan));
  return again ?? keepScan(newScan({ code }));
}

export function beginDigits(meeting_id: number, digits: string): Promise<StoredScan> {
  return keepScan(newScan({ meeting_id, digits }));
}

function newScan(proof: { code: string } | { meeting_id: number; digits: string }): StoredScan {
  const member_id = me.value?.id ?? null;
  return { operation_id: newId(), member_id, ...proof, at: Date.now(), state: "scanned" };
}

/** Sends a scan as far as it goes now. Asked twice at once, it sends once. */
export function deliver(scan: StoredScan): Promise<Delivery> {
  const running = underway.get(scan.operation_id);
  if (running) return running;
  const known = done.get(scan.operation_id);
  if (known) return Promise.resolve(known);
  const delivery = attempt(scan).finally(() => underway.delete(scan.operation_id));
  underway.set(scan.operation_id, delivery);
  return delivery;
}

async function attempt(scan: StoredScan): Promise<Delivery> {
  const delivery = me.value && !me.value.must_change_password ? await present(scan) : await secure(scan);
  if (delivery.state === "delivered" || delivery.state === "refused") {
    done.set(scan.operation_id, delivery);
    await forgetScan(scan);
    settled.value = { scan, delivery };
  }
  return delivery;
}

/** Signs in with what the scan holds. */
async function present(scan: StoredScan): Promise<Delivery> {
  const mine = await keepScan({ ...scan, member_id: me.value!.id });
  const answer = await signIn(mine.operation_id, proofOf(mine));
  if (answer.ok) return { state: "delivered", receipt: answer.data };
  return SIGN_IN_FIRST.includes(answer.problem.code) ? secure(mine) : undelivered(mine, answer.problem);
}

/** Exchanges the code for a ticket, so that signing in to the app may take its time. */
async function secure(scan: StoredScan): Promise<Delivery> {
  if (!scan.code || scan.ticket) return { state: "sign_in_first", title: scan.title };
  const answer = await exchange(scan.code);
  if (!answer.ok) return undelivered(scan, answer.problem);
  const { ticket, meeting } = answer.data;
  await keepScan({ ...scan, ticket, title: meeting.title, state: "exchanged" });
  return { state: "sign_in_first", title: meeting.title };
}

function undelivered(scan: StoredScan, problem: Problem): Delivery {
  if (PASSING.includes(problem.code)) return { state: "waiting" };
  return { state: "refused", problem, late: Date.now() - scan.at > CODE_LIVES_MS };
}

function proofOf({ code, ticket, meeting_id, digits }: StoredScan): Proof {
  if (ticket) return { ticket };
  return code ? { code } : { meeting_id: meeting_id!, digits: digits! };
}

/** Somebody scanned, never signed in, and left: the next person on this phone must not inherit it. */
function isForgotten({ member_id, at }: StoredScan): boolean {
  return member_id === null && Date.now() - at > TICKET_LIVES_MS;
}

/** Sends what waits on this phone for whoever is signed in; gives how much still waits. */
export async function sendWaiting(): Promise<number> {
  const scans = await keptScans();
  await Promise.all(scans.filter(isForgotten).map(forgetScan));
  const sendable = scans.filter((scan) => !isForgotten(scan) && [null, me.value?.id ?? null].includes(scan.member_id));
  const deliveries = await Promise.all(sendable.map(deliver));
  return deliveries.filter(({ state }) => state === "waiting").length;
}

/** From the app's start on: sends on every sign of a network, and now and then while something waits. */
export function keepSending(): void {
  void followScans();
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function turn(): Promise<void> {
    clearTimeout(timer);
    if (document.hidden || (await db.scans.count().catch(() => 0)) === 0) return;
    if (await sendWaiting()) timer = setTimeout(() => void turn(), RETRY_MS);
  }
  addEventListener("online", () => void turn());
  document.addEventListener("visibilitychange", () => void turn());
  watch(me, () => void turn(), { immediate: true });
}
