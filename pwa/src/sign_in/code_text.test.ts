import { expect, it } from "vitest";
import { decode, encode } from "./base32.ts";
import { makeCode, makeDigits, readCode, type CodeFields } from "./code_text.ts";

// Made by the server's own code with this key: what one side writes, the other reads.
const KEY = Uint8Array.from({ length: 32 }, (_, place) => place);
const CODE = "0883002YWTS8040001QYPWQG18TCMPWWCZPD";
const FIELDS: CodeFields = { purpose: "in", key_id: 3, generation: 5, meeting_id: 4_000_000_001, second: 1790 };

it("makes the very code that the server makes", async () => {
  expect(await makeCode(FIELDS, KEY)).toBe(CODE);
  expect(await makeDigits("out", 1_790_000, KEY)).toBe("744904");
});

it("reads what a code says without any key, in small letters and with look-alikes too", () => {
  expect(readCode(CODE)).toEqual(FIELDS);
  expect(readCode(CODE.toLowerCase().replace("0", "o").replace("1", "l"))).toEqual(FIELDS);
});

it.each(["out", "check"] as const)("tells a code of %s from one of in", async (purpose) => {
  const other = await makeCode({ ...FIELDS, purpose }, KEY);
  expect(other).not.toBe(CODE);
  expect(readCode(other)?.purpose).toBe(purpose);
});

it.each([
  ["too short", CODE.slice(1)],
  ["a letter that is none", CODE.replace("W", "U")],
  ["another version", encode(decode(CODE, 22)!.map((byte, place) => (place ? byte : 0x11)))],
  ["no purpose", encode(decode(CODE, 22)!.map((byte, place) => (place ? byte : 0x20)))],
  ["more than 22 bytes hold", `Z${CODE.slice(1)}`],
])("reads nothing in %s", (_, text) => {
  expect(readCode(text)).toBeNull();
});

it("writes bytes as letters and back, leading zeros and all", () => {
  for (let size = 0; size < 40; size++) {
    const bytes = crypto.getRandomValues(new Uint8Array(size));
    if (size) bytes[0]! &= 3;
    expect(decode(encode(bytes), size)).toEqual(bytes);
  }
});
