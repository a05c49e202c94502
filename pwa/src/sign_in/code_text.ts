/**
 * The text of a sign-in code: what it says can be read without any key; to make one takes the key of its half hour.
 * Twelve bytes (version and purpose, key id, generation, meeting, second of the meeting) and ten of their HMAC-SHA256.
 */
import { joinBytes, toUtf8, type Bytes } from "../core/bytes.ts";
import { decode, encode } from "./base32.ts";
import type { Purpose } from "./shapes.ts";

const VERSION = 2;
const PURPOSES: Purpose[] = ["in", "out", "check"];
const HEAD_BYTES = 12;
export const MAC_BYTES = 10;
export const DIGITS_SLOT_MS = 30_000;

export interface CodeFields {
  purpose: Purpose;
  key_id: number;
  generation: number;
  meeting_id: number;
  /** How many seconds the meeting had been open when this code came onto the screens. */
  second: number;
}

/** What a code says, or null where the text is none; only the server knows whether it is true. */
export function readCode(text: string): CodeFields | null {
  const bytes = decode(text, HEAD_BYTES + MAC_BYTES);
  if (!bytes) return null;
  const view = new DataView(bytes.buffer);
  const purpose = PURPOSES[(view.getUint8(0) & 15) - 1];
  if (view.getUint8(0) >> 4 !== VERSION || !purpose) return null;
  const [key_id, generation] = [view.getUint8(1), view.getUint16(2)];
  return { purpose, key_id, generation, meeting_id: view.getUint32(4), second: view.getUint32(8) };
}

export async function makeCode(fields: CodeFields, key: Bytes): Promise<string> {
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  view.setUint8(0, (VERSION << 4) | (PURPOSES.indexOf(fields.purpose) + 1));
  view.setUint8(1, fields.key_id);
  view.setUint16(2, fields.generation);
  view.setUint32(4, fields.meeting_id);
  view.setUint32(8, fields.second);
  return encode(joinBytes(head, (await hmac(key, head)).slice(0, MAC_BYTES)));
}

/** The six digits of the half minute in which the meeting is `ageMs` old. */
export async function makeDigits(purpose: Purpose, ageMs: number, key: Bytes): Promise<string> {
  const mac = await hmac(key, toUtf8(`digits|${purpose}|${Math.floor(ageMs / DIGITS_SLOT_MS)}`));
  const number = new DataView(mac.buffer).getBigUint64(0) % 1_000_000n;
  return number.toString().padStart(6, "0");
}

export async function hmac(key: Bytes, message: Bytes): Promise<Bytes> {
  const signer = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", signer, message));
}
