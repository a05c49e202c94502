/**
 * This browser's own key: made once, and never to be taken out of it. A signature tells the server that the same browser
 * signs again. Where there is no WebCrypto (plain http) or no IndexedDB (private windows), there is no key, and all works without.
 */
import { toBase64, toUtf8 } from "./bytes.ts";
import { db, type StoredDeviceKey } from "./db.ts";

const MINE = "this-browser";
const CURVE = { name: "ECDSA", namedCurve: "P-256" };

let ready: Promise<StoredDeviceKey | null> | null = null;

/** The public key as base64url of its raw point (65 bytes), or null where this browser has none. */
export async function publicKey(): Promise<string | null> {
  return (await deviceKey())?.public_key ?? null;
}

/** The signature of a message as base64url of r and s (64 bytes), or null where this browser has no key. */
export async function sign(message: string): Promise<string | null> {
  const key = await deviceKey();
  if (!key) return null;
  const signature = crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key.private_key, toUtf8(message));
  return signature.then(toBase64).catch(() => null);
}

/** Asked for again after a failure: storage may be there the next time. */
function deviceKey(): Promise<StoredDeviceKey | null> {
  ready ??= keptOrMade().catch(() => {
    ready = null;
    return null;
  });
  return ready;
}

async function keptOrMade(): Promise<StoredDeviceKey> {
  return (await db.device_keys.get(MINE)) ?? keepFirst(await make());
}

/** Two tabs may make a key at the same moment: the one that was kept first is the browser's. */
function keepFirst(made: StoredDeviceKey): Promise<StoredDeviceKey> {
  return db.transaction("rw", db.device_keys, async () => {
    const kept = await db.device_keys.get(MINE);
    if (!kept) await db.device_keys.add(made);
    return kept ?? made;
  });
}

async function make(): Promise<StoredDeviceKey> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["sign"]);
  const point = await crypto.subtle.exportKey("raw", pair.publicKey);
  return { id: MINE, private_key: pair.privateKey, public_key: toBase64(point) };
}
