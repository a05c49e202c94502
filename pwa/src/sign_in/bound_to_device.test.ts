import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fromBase64, toUtf8 } from "../core/bytes.ts";
import { db } from "../core/db.ts";
import * as deviceKey from "../core/device_key.ts";
import { accepts, aServer, CODE, givesTicket, signInAs, wang } from "./a_server.ts";
import { beginDigits, beginScan, deliver } from "./scan_outbox.ts";

let server: ReturnType<typeof aServer>;

async function isSignedHere(message: string, signature: unknown): Promise<boolean> {
  const point = fromBase64((await deviceKey.publicKey())!);
  const key = await crypto.subtle.importKey("raw", point, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]);
  const bytes = fromBase64(String(signature));
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, bytes, toUtf8(message));
}

beforeEach(async () => {
  server = aServer();
  await db.scans.clear();
  signInAs(wang);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it("signs the operation and the code that was seen", async () => {
  server.answers = [accepts];
  const { operation_id } = await beginScan(CODE).then(async (scan) => (await deliver(scan), scan));
  const { signature } = server.sent[0]!.body;
  expect(await isSignedHere(`muster.sign-in|${operation_id}|${CODE}`, signature)).toBe(true);
  expect(await isSignedHere(`muster.sign-in|${operation_id}|${CODE.slice(1)}`, signature)).toBe(false);
});

it("signs typed digits too", async () => {
  server.answers = [accepts];
  const scan = await beginDigits(7, "123456");
  await deliver(scan);
  const { signature } = server.sent[0]!.body;
  expect(await isSignedHere(`muster.sign-in|${scan.operation_id}|123456`, signature)).toBe(true);
});

it("binds a ticket to this browser, and proves it when the ticket is used", async () => {
  signInAs(null);
  server.answers = [givesTicket, accepts];
  await deliver(await beginScan(CODE));
  signInAs(wang);
  const scan = await beginScan(CODE);
  await deliver(scan);
  const [asked, used] = server.sent.map(({ body }) => body);
  const public_key = await deviceKey.publicKey();
  expect([asked!.public_key, used!.public_key]).toEqual([public_key, public_key]);
  expect(await isSignedHere(`muster.ticket|${CODE}`, asked!.signature)).toBe(true);
  expect(await isSignedHere(`muster.sign-in|${scan.operation_id}|t-1`, used!.signature)).toBe(true);
});

it("works without a key: nothing is signed, and everything is sent", async () => {
  vi.spyOn(deviceKey, "publicKey").mockResolvedValue(null);
  vi.spyOn(deviceKey, "sign").mockResolvedValue(null);
  signInAs(null);
  server.answers = [givesTicket, accepts];
  await deliver(await beginScan(CODE));
  signInAs(wang);
  expect(await deliver(await beginScan(CODE))).toMatchObject({ state: "delivered" });
  const [asked, used] = server.sent.map(({ body }) => body);
  expect(asked).toEqual({ code: CODE });
  expect(used).toMatchObject({ ticket: "t-1", signature: null, public_key: null, waited_ms: null });
});
