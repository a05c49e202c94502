/** Makes ids that no other device makes, so that sending twice counts once. */

/** A UUID. `randomUUID` exists only in secure contexts; on plain http the same random numbers are put together here. */
export function newId(source: Pick<Crypto, "getRandomValues"> & Partial<Pick<Crypto, "randomUUID">> = crypto): string {
  return source.randomUUID?.() ?? uuidOf(source.getRandomValues(new Uint8Array(16)));
}

/** RFC 9562, version 4: sixteen random bytes with version and variant set. */
function uuidOf(bytes: Uint8Array): string {
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** This page's own: its monotonic clock begins with it and ends with it. */
export const bootId = newId();

const DEVICE = "muster.device";

/** This browser's own id: segments of one device never count twice for the same time. */
export function deviceId(store: Pick<Storage, "getItem" | "setItem"> = localStorage): string {
  const kept = store.getItem(DEVICE) ?? newId();
  store.setItem(DEVICE, kept);
  return kept;
}
