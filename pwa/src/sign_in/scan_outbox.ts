/** Brings each scan to the server, once: kept before it is sent, sent again under the same operation id until answered. */
import { watch } from "vue";
import { serverNow } from "../core/clock.ts";
import { db, type StoredScan } from "../core/db.ts";
import { publicKey, sign } from "../core/device_key.ts";
import { msSince, thisMoment } from "../core/moment.ts";
import { newId } from "../core/new_id.ts";
import { oneTabAtATime } from "../core/one_tab.ts";
import type { Problem } from "../core/problems.ts";
import { me } from "../core/session.ts";
import { exchange, signInToMeeting } from "./api.ts";
import { settled, type Delivery } from "./deliveries.ts";
import { evidenceOf, proofOf } from "./evidence.ts";
import { followScans } from "./scan_notices.ts";
import { forgetScan, keepScan, keptScan, keptScans } from "./scan_store.ts";
import type { Purpose, SignInReceipt } from "./shapes.ts";

/** Longer than a code is good for: what is sent after this waits for the secretary, if it is taken at all. */
const CODE_LIVES_MS = 25_000;
const TICKET_LIVES_MS = 10 * 60_000;
/** The server takes no older claim. */
const CLAIM_LIVES_MS = 24 * 3600_000;
const RETRY_MS = 5_000;
/** The server tells whole seconds, and an anchor takes its time to arrive. */
const CLOCKS_DIFFER_MS = 2_000;
const PASSING = ["offline", "unreachable", "busy", "too_many_requests"];
const SIGN_IN_FIRST = ["token_missing", "token_expired", "token_invalid", "session_ended", "password_change_required"];
const TOO_LATE: Problem = { code: "code_expired" };

const underway = new Map<string, Promise<Delivery>>();
/** A page and the outbox may hold the same scan: what one of them settled, the other must not send again. */
const done = new Map<string, Delivery>();

/** Keeps a scanned code; the same code scanned twice is the same sign-in. */
export async function beginScan(code: string): Promise<StoredScan> {
  const again = (await keptScans()).find((scan) => scan.code === code && !isForgotten(scan));
  return again ?? keepScan(newScan({ code }));
}

export function beginDigits(meeting_id: number, digits: string, purpose: Purpose = "in"): Promise<StoredScan> {
  return keepScan(newScan({ meeting_id, digits, purpose }));
}

/** The same scan as a new attempt, after what stood against the first one was put right. */
export function beginAgain(scan: StoredScan): Promise<StoredScan> {
  return keepScan({ ...scan, operation_id: newId() });
}

function newScan(proof: Pick<StoredScan, "code" | "meeting_id" | "digits" | "purpose">): StoredScan {
  return { operation_id: newId(), member_id: me.value?.id ?? null, ...proof, ...thisMoment(), state: "scanned" };
}

/** Sends a scan as far as it goes now. Asked twice at once, it sends once. */
export function deliver(scan: StoredScan): Promise<Delivery> {
  const running = underway.get(scan.operation_id);
  if (running) return running;
  const known = done.get(scan.operation_id);
  if (known) return Promise.resolve(known);
  const delivery = oneTabAtATime(`scan-${scan.operation_id}`, () => attempt(scan)).finally(() =>
    underway.delete(scan.operation_id),
  );
  underway.set(scan.operation_id, delivery);
  return delivery;
}

async function attempt(scan: StoredScan): Promise<Delivery> {
  const delivery = await sendOn((await keptScan(scan)) ?? scan);
  if (["delivered", "to_confirm", "refused"].includes(delivery.state)) {
    done.set(scan.operation_id, delivery);
    await forgetScan(scan);
    settled.value = { scan, delivery };
  }
  return delivery;
}

async function sendOn(scan: StoredScan): Promise<Delivery> {
  if (msSince(scan) > CLAIM_LIVES_MS) return { state: "refused", problem: TOO_LATE, late: true };
  return me.value && !me.value.must_change_password ? present(scan) : secure(scan);
}

/** Signs in with what the scan holds. */
async function present(scan: StoredScan): Promise<Delivery> {
  const mine = await keepScan({ ...scan, member_id: me.value!.id });
  const answer = await signInToMeeting(mine.operation_id, proofOf(mine), await evidenceOf(mine));
  if (answer.ok) return received(mine, answer.data);
  return SIGN_IN_FIRST.includes(answer.problem.code) ? secure(mine) : undelivered(mine, answer.problem);
}

/** A repeat of this very scan, whose first answer was lost or went to another tab, is no second sign-in. */
function received(scan: StoredScan, receipt: SignInReceipt): Delivery {
  const scannedAt = serverNow() - msSince(scan) - CLOCKS_DIFFER_MS;
  const already = receipt.already && Date.parse(receipt.signed_in_at) < scannedAt;
  return { state: receipt.state === "waiting" ? "to_confirm" : "delivered", receipt: { ...receipt, already } };
}

/** Exchanges the code for a ticket, so that signing in to the app may take its time. */
async function secure(scan: StoredScan): Promise<Delivery> {
  if (!scan.code || scan.ticket) return { state: "sign_in_first", title: scan.title };
  const [public_key, signature] = [await publicKey(), await sign(`muster.ticket|${scan.code}`)];
  const answer = await exchange(scan.code, public_key && signature ? { public_key, signature } : {});
  if (!answer.ok) return unsecured(scan, answer.problem);
  const { ticket, meeting } = answer.data;
  await keepScan({ ...scan, ticket, title: meeting.title, state: "exchanged" });
  return { state: "sign_in_first", title: meeting.title };
}

/** Too late for a ticket, because there was no network when it was scanned: it can still be claimed by whoever signs in. */
function unsecured(scan: StoredScan, problem: Problem): Delivery {
  if (problem.code === TOO_LATE.code && msSince(scan) > CODE_LIVES_MS) return { state: "sign_in_first" };
  return undelivered(scan, problem);
}

function undelivered(scan: StoredScan, problem: Problem): Delivery {
  if (PASSING.includes(problem.code)) return { state: "waiting", typed: scan.code === undefined };
  return { state: "refused", problem, late: msSince(scan) > CODE_LIVES_MS };
}

/** Somebody scanned, never signed in, and left: the next person on this phone must not inherit it. */
function isForgotten(scan: StoredScan): boolean {
  return scan.member_id === null && msSince(scan) > TICKET_LIVES_MS;
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
