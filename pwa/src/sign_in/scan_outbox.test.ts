import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { db } from "../core/db.ts";
import { accepts, aServer, CODE, givesTicket, receipt, refuses, signInAs, wang } from "./a_server.ts";
import { settled } from "./deliveries.ts";
import { beginDigits, beginScan, deliver, sendWaiting } from "./scan_outbox.ts";

let server: ReturnType<typeof aServer>;

beforeEach(async () => {
  server = aServer();
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
  await db.scans.clear();
  signInAs(null);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("signs a member in with the code, in one call, and forgets the scan", async () => {
  signInAs(wang);
  server.answers = [accepts];
  const scan = await beginScan(CODE);
  expect(await deliver(scan)).toEqual({ state: "delivered", receipt });
  expect(server.sent).toMatchObject([{ path: "/api/sign-ins", body: { operation_id: scan.operation_id, code: CODE } }]);
  expect(await db.scans.count()).toBe(0);
});

it("keeps the scan when the network is lost, and sends it again under the same operation id", async () => {
  signInAs(wang);
  const scan = await beginScan(CODE);
  expect(await deliver(scan)).toEqual({ state: "waiting", typed: false });
  expect(await db.scans.count()).toBe(1);
  server.answers = [refuses("busy", 503), accepts];
  expect(await sendWaiting()).toBe(1);
  expect(await sendWaiting()).toBe(0);
  expect(server.sent.map(({ body }) => body.operation_id)).toEqual(Array(3).fill(scan.operation_id));
  expect(settled.value?.delivery).toEqual({ state: "delivered", receipt });
});

it("exchanges a stranger's code at once and keeps the ticket over a slow login", async () => {
  server.answers = [givesTicket, accepts];
  expect(await deliver(await beginScan(CODE))).toEqual({ state: "sign_in_first", title: "支部大会" });
  vi.advanceTimersByTime(9 * 60_000);
  signInAs(wang);
  expect(await deliver(await beginScan(CODE))).toEqual({ state: "delivered", receipt });
  expect(server.sent.map(({ path }) => path)).toEqual(["/api/sign-in-tickets", "/api/sign-ins"]);
  expect(server.sent[1]!.body).toMatchObject({ ticket: "t-1" });
});

it("exchanges the code too when the session turns out to have ended", async () => {
  signInAs(wang);
  server.answers = [refuses("session_ended", 401), givesTicket];
  expect(await deliver(await beginScan(CODE))).toMatchObject({ state: "sign_in_first" });
  expect((await db.scans.toArray())[0]).toMatchObject({ ticket: "t-1", state: "exchanged" });
});

it("never lets the next person on this phone inherit a scan", async () => {
  server.answers = [givesTicket];
  await deliver(await beginScan(CODE));
  vi.advanceTimersByTime(11 * 60_000);
  signInAs(wang);
  await sendWaiting();
  expect(server.sent).toHaveLength(1);
  expect(await db.scans.count()).toBe(0);
});

it("leaves another member's scan alone until they are back", async () => {
  signInAs({ ...wang, id: 3 });
  await deliver(await beginScan(CODE));
  signInAs(wang);
  expect(await sendWaiting()).toBe(0);
  expect(server.sent).toHaveLength(1);
  expect(await db.scans.count()).toBe(1);
});

it("never sends again what is settled, also from an older copy", async () => {
  signInAs(wang);
  server.answers = [accepts];
  const scan = await beginScan(CODE);
  await deliver(scan);
  expect(await deliver(scan)).toEqual({ state: "delivered", receipt });
  expect(server.sent).toHaveLength(1);
  expect(await db.scans.count()).toBe(0);
});

it("tells a lost answer from a second sign-in", async () => {
  signInAs(wang);
  const at = (ms: number) => new Date(Date.now() + ms).toISOString();
  const repeats = (signed_in_at: string) => () => Response.json({ ...receipt, already: true, signed_in_at });
  const scan = await beginScan(CODE);
  await deliver(scan);
  server.answers = [repeats(at(0)), repeats(at(-60_000))];
  vi.advanceTimersByTime(5_000);
  expect(await deliver(scan)).toMatchObject({ state: "delivered", receipt: { already: false } });
  expect(await deliver(await beginScan(CODE))).toMatchObject({ state: "delivered", receipt: { already: true } });
});

it("sends once when asked twice at the same time", async () => {
  signInAs(wang);
  server.answers = [accepts];
  const scan = await beginDigits(7, "123456", "out");
  await Promise.all([deliver(scan), deliver(scan)]);
  expect(server.sent).toHaveLength(1);
  expect(server.sent[0]!.body).toMatchObject({ meeting_id: 7, digits: "123456", purpose: "out" });
});
