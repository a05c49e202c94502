/** Crockford base32 in upper case, as the server writes it: what is easily misread counts as what was meant. */
import type { Bytes } from "../core/bytes.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LOOK_ALIKES: Record<string, string> = { I: "1", L: "1", O: "0" };

/** Five bits a letter, the first bits first; leading letters may be zero. */
export function encode(bytes: Bytes): string {
  let number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let text = "";
  for (let place = 0; place < lettersOf(bytes.length); place++, number >>= 5n)
    text = ALPHABET[Number(number & 31n)]! + text;
  return text;
}

/** The `size` bytes that a text stands for, or null where it is no such text. */
export function decode(text: string, size: number): Bytes | null {
  const values = Array.from(text.toUpperCase(), (letter) => ALPHABET.indexOf(LOOK_ALIKES[letter] ?? letter));
  if (values.length !== lettersOf(size) || values.includes(-1)) return null;
  let number = values.reduce((sum, value) => (sum << 5n) | BigInt(value), 0n);
  const bytes = new Uint8Array(size);
  for (let place = size - 1; place >= 0; place--, number >>= 8n) bytes[place] = Number(number & 255n);
  return number === 0n ? bytes : null;
}

function lettersOf(size: number): number {
  return Math.ceil((size * 8) / 5);
}
