/**
 * Answers a scanned code without a network: the member's phone shows a reply code, which the secretary's phone scans and
 * brings later. It is signed with a key that the server gave to this very sign-in of the app beforehand.
 */
import { watch } from "vue";
import { fromBase64, joinBytes, toUtf8 } from "../core/bytes.ts";
import { recall, remember } from "../core/remembered.ts";
import { me } from "../core/session.ts";
import { getReplyKey } from "./api.ts";
import { encode } from "./base32.ts";
import { hmac, MAC_BYTES, readCode } from "./code_text.ts";
import type { ReplyKey } from "./shapes.ts";

const KEPT = "reply-key";
const VERSION = 1;
const HEAD_BYTES = 18;

const FRESH_MS = 12 * 3600_000;
/** Whoever opens the app wants something first; the key is for later. */
const SETTLED_MS = 5_000;

/** From the app's start on: whoever is signed in can reply without a network. */
export function keepReplyReady(): void {
  watch(me, (now) => now && setTimeout(() => void keepReplyKey(), SETTLED_MS), { immediate: true });
  addEventListener("online", () => void keepReplyKey());
}

/** Fetches the key while there is a network; it is forgotten when the member signs out. */
export async function keepReplyKey(): Promise<void> {
  if (!me.value || me.value.must_change_password) return;
  const kept = await recall<ReplyKey>(KEPT);
  if (kept?.value.member_id === me.value.id && Date.now() - kept.at < FRESH_MS) return;
  const answer = await getReplyKey();
  if (answer.ok) await remember(KEPT, answer.data);
}

/** The link of the reply of whoever signs in here to a code they scanned, or null where there is no key or no WebCrypto. */
export async function replyTo(code: string, memberId: number): Promise<string | null> {
  const kept = await recall<ReplyKey>(KEPT);
  if (kept?.value.member_id !== memberId) return null;
  const text = await makeReply(code, kept.value).catch(() => null);
  return text && `${location.origin}/R/${text}`.toUpperCase();
}

/** 45 letters: version, key id, session, meeting and second of the code, and ten bytes of HMAC over them and the code. */
export async function makeReply(code: string, { key, key_id, session_id }: ReplyKey): Promise<string | null> {
  const seen = readCode(code);
  if (!seen) return null;
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, key_id);
  view.setBigUint64(2, BigInt(session_id));
  view.setUint32(10, seen.meeting_id);
  view.setUint32(14, seen.second);
  const mac = await hmac(fromBase64(key), joinBytes(head, toUtf8(code)));
  return encode(joinBytes(head, mac.slice(0, MAC_BYTES)));
}
