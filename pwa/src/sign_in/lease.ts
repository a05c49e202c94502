/** A lease: the keys of a meeting's codes for a few hours, so that its screen shows the same codes without a network. */
import { fromBase64, type Bytes } from "../core/bytes.ts";
import { msSince, thisMoment, type Clocks, type Moment } from "../core/moment.ts";
import { recall, remember } from "../core/remembered.ts";
import { leaseKeys } from "./api.ts";
import { DIGITS_SLOT_MS, makeCode, makeDigits } from "./code_text.ts";
import { drawQr } from "./draw_qr.ts";
import type { Code, Lease, Purpose } from "./shapes.ts";

export interface KeptLease {
  lease: Lease;
  /** When its answer was here: later than the server's moment, so no code of ours comes before the server's. */
  taken: Moment;
}

const RENEWED_BEFORE_MS = 3600_000;
const nameOf = (meetingId: number) => `lease-${meetingId}`;

/** How long the meeting has been open, as far as this device can tell. */
export function ageMs({ lease, taken }: KeptLease, clocks?: Clocks): number {
  return lease.age_ms + msSince(taken, clocks);
}

export function leftMs({ lease, taken }: KeptLease, clocks?: Clocks): number {
  return Math.max(0, lease.expires_in_ms - msSince(taken, clocks));
}

/** The lease that this device holds for a meeting, if it is still good. */
export async function keptLease(meetingId: number): Promise<KeptLease | null> {
  const kept = await recall<KeptLease>(nameOf(meetingId));
  return kept && leftMs(kept.value) > 0 ? kept.value : null;
}

/** Sees to it that the lease is of the present series and lasts a while; what is held stays where no new one is had. */
export async function renewLease(meetingId: number, generation: number): Promise<void> {
  // Without WebCrypto (plain http) no code can be made from it.
  if (!(crypto.subtle as SubtleCrypto | undefined)) return;
  const kept = await keptLease(meetingId);
  if (kept?.lease.generation === generation && leftMs(kept) > RENEWED_BEFORE_MS) return;
  const answer = await leaseKeys(meetingId);
  if (!answer.ok) return;
  await remember(nameOf(meetingId), { lease: answer.data, taken: thisMoment() } satisfies KeptLease);
  await drawQr(answer.data.link); // so that the drawer is here before the network goes
}

/** What the server would answer now, made on this device; null once the lease is over, or without WebCrypto. */
export async function codeByLease(kept: KeptLease, purpose: Purpose, clocks?: Clocks): Promise<Code | null> {
  if (leftMs(kept, clocks) === 0) return null;
  const { lease } = kept;
  const age = ageMs(kept, clocks);
  const began = Math.floor(age / lease.slot_ms) * lease.slot_ms;
  const key = keyAt(lease, began);
  const digitsKey = keyAt(lease, age - (age % DIGITS_SLOT_MS));
  if (!key || !digitsKey) return null;
  const { key_id, generation, meeting_id, slot_ms } = lease;
  const text = await makeCode({ purpose, key_id, generation, meeting_id, second: Math.floor(began / 1000) }, key);
  const url = lease.link + text;
  return {
    url,
    qr_svg: await drawQr(url),
    digits: await makeDigits(purpose, age, digitsKey),
    left_ms: slot_ms - (age % slot_ms),
    digits_left_ms: DIGITS_SLOT_MS - (age % DIGITS_SLOT_MS),
    slot_ms,
    purpose,
    generation,
  };
}

function keyAt({ keys, period_ms }: Lease, ms: number): Bytes | null {
  const found = keys.find(({ period }) => period === Math.floor(ms / period_ms));
  return found ? fromBase64(found.key) : null;
}
