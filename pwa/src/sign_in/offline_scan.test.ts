import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { db } from "../core/db.ts";
import { accepts, aServer, CODE, refuses, signInAs, toConfirm, waits, wang } from "./a_server.ts";
import { settled } from "./deliveries.ts";
import { beginAgain, beginDigits, beginScan, deliver, sendWaiting } from "./scan_outbox.ts";

const MINUTE = 60_000;
let server: ReturnType<typeof aServer>;

beforeEach(async () => {
  server = aServer();
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
  await db.scans.clear();
  signInAs(wang);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("says how long the scan had to wait, by a clock that nobody sets", async () => {
  const scan = await beginScan(CODE);
  await deliver(scan);
  vi.advanceTimersByTime(20 * MINUTE);
  vi.setSystemTime(Date.now() - 24 * 60 * MINUTE);
  server.answers = [waits];
  await sendWaiting();
  expect(server.sent[1]!.body).toMatchObject({ code: CODE, waited_ms: 20 * MINUTE });
});

it("says nothing of waiting when the scan was sent at once", async () => {
  server.answers = [accepts];
  await deliver(await beginScan(CODE));
  expect(server.sent[0]!.body).toMatchObject({ waited_ms: null });
});

it("tells what waits for the secretary from what counts", async () => {
  await deliver(await beginScan(CODE));
  server.answers = [waits];
  expect(await sendWaiting()).toBe(0);
  expect(settled.value?.delivery).toEqual({ state: "to_confirm", receipt: toConfirm });
  expect(await db.scans.count()).toBe(0);
});

it("keeps a scan for a day, and then says that it came too late", async () => {
  await deliver(await beginScan(CODE));
  vi.advanceTimersByTime(23 * 60 * MINUTE);
  expect(await sendWaiting()).toBe(1);
  vi.advanceTimersByTime(61 * MINUTE);
  await sendWaiting();
  expect(server.sent).toHaveLength(2);
  expect(settled.value?.delivery).toMatchObject({ state: "refused", problem: { code: "code_expired" }, late: true });
  expect(await db.scans.count()).toBe(0);
});

it("never claims digits: they say nothing about when they were seen", async () => {
  const scan = await beginDigits(7, "123456");
  expect(await deliver(scan)).toEqual({ state: "waiting", typed: true });
  vi.advanceTimersByTime(MINUTE);
  server.answers = [refuses("digits_wrong", 422)];
  await sendWaiting();
  expect(server.sent[1]!.body).toMatchObject({ waited_ms: null });
  expect(settled.value?.delivery).toMatchObject({ state: "refused", late: true });
});

it("keeps a stranger's scan that came too late for a ticket, and claims it after signing in", async () => {
  signInAs(null);
  expect(await deliver(await beginScan(CODE))).toMatchObject({ state: "waiting" });
  vi.advanceTimersByTime(5 * MINUTE);
  server.answers = [refuses("code_expired"), waits];
  expect(await deliver(await beginScan(CODE))).toEqual({ state: "sign_in_first" });
  signInAs(wang);
  expect(await deliver(await beginScan(CODE))).toMatchObject({ state: "to_confirm" });
  expect(server.sent[2]!.body).toMatchObject({ code: CODE, waited_ms: 5 * MINUTE });
});

it("sends the same scan anew once what stood against it was put right", async () => {
  const scan = await beginScan(CODE);
  server.answers = [refuses("on_leave"), accepts];
  expect(await deliver(scan)).toMatchObject({ state: "refused", problem: { code: "on_leave" } });
  expect(await deliver(await beginAgain(scan))).toMatchObject({ state: "delivered" });
  const [first, second] = server.sent;
  expect(second!.body.code).toBe(first!.body.code);
  expect(second!.body.operation_id).not.toBe(first!.body.operation_id);
});
