import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { db } from "../core/db.ts";
import { me } from "../core/session.ts";
import type { Me } from "../core/shapes.ts";
import { keepToken } from "../core/tokens.ts";
import { settled } from "./deliveries.ts";
import { beginDigits, beginScan, deliver, sendWaiting } from "./scan_outbox.ts";

const CODE = "0400G0005W0000C5Q2VJ1H7RZX3M9KT8B4YD";
const wang = { id: 2, name: "王芳", must_change_password: false } as Me;
const receipt = { meeting_id: 7, title: "支部大会", signed_in_at: "2026-11-23T11:02:00Z", already: false };
const ticket = { ticket: "t-1", expires_in: 600, meeting: { id: 7, title: "支部大会" } };

interface Sent {
  path: string;
  body: Record<string, unknown>;
}
let sent: Sent[];
let answers: (() => Response)[];

const noNetwork = () => {
  throw new TypeError("Failed to fetch");
};
const refuses = (code: string, status = 409) => Response.json({ code }, { status });

async function fetchOf(request: Request | string): Promise<Response> {
  if (typeof request === "string") return refuses("session_ended", 401);
  sent.push({ path: new URL(request.url).pathname, body: await request.json() });
  return (answers.shift() ?? noNetwork)();
}

const signInAs = (member: Me | null) => {
  me.value = member;
  keepToken(member ? "token" : null);
};

beforeEach(async () => {
  [sent, answers] = [[], []];
  vi.stubGlobal("fetch", fetchOf);
  vi.useFakeTimers({ toFake: ["Date"] });
  await db.scans.clear();
  signInAs(null);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("signs a member in with the code, in one call, and forgets the scan", async () => {
  signInAs(wang);
  answers = [() => Response.json(receipt, { status: 201 })];
  const scan = await beginScan(CODE);
  expect(await deliver(scan)).toEqual({ state: "delivered", receipt });
  expect(sent).toEqual([{ path: "/api/sign-ins", body: { operation_id: scan.operation_id, code: CODE } }]);
  expect(await db.scans.count()).toBe(0);
});

it("keeps the scan when the network is lost, and sends it again under the same operation id", async () => {
  signInAs(wang);
  const scan = await beginScan(CODE);
  expect(await deliver(scan)).toEqual({ state: "waiting" });
  expect(await db.scans.count()).toBe(1);
  answers = [() => refuses("busy", 503), () => Response.json(receipt)];
  expect(await sendWaiting()).toBe(1);
  expect(await sendWaiting()).toBe(0);
  expect(sent.map(({ body }) => body.operation_id)).toEqual(Array(3).fill(scan.operation_id));
  expect(settled.value?.delivery).toEqual({ state: "delivered", receipt });
});

it("exchanges a stranger's code at once and keeps the ticket over a slow login", async () => {
  answers = [() => Response.json(ticket, { status: 201 }), () => Response.json(receipt, { status: 201 })];
  expect(await deliver(await beginScan(CODE))).toEqual({ state: "sign_in_first", title: "支部大会" });
  vi.setSystemTime(Date.now() + 9 * 60_000);
  signInAs(wang);
  expect(await deliver(await beginScan(CODE))).toEqual({ state: "delivered", receipt });
  expect(sent.map(({ path }) => path)).toEqual(["/api/sign-in-tickets", "/api/sign-ins"]);
  expect(sent[1]!.body).toMatchObject({ ticket: "t-1" });
});

it("exchanges the code too when the session turns out to have ended", async () => {
  signInAs(wang);
  answers = [() => refuses("session_ended", 401), () => Response.json(ticket, { status: 201 })];
  expect(await deliver(await beginScan(CODE))).toMatchObject({ state: "sign_in_first" });
  expect((await db.scans.toArray())[0]).toMatchObject({ ticket: "t-1", state: "exchanged" });
});

it("says when a scan came too late, and no longer tries", async () => {
  signInAs(wang);
  const scan = await beginScan(CODE);
  await deliver(scan);
  vi.setSystemTime(Date.now() + 60_000);
  answers = [() => refuses("code_expired")];
  await sendWaiting();
  expect(settled.value?.delivery).toMatchObject({ state: "refused", problem: { code: "code_expired" }, late: true });
  expect(await db.scans.count()).toBe(0);
});

it("never lets the next person on this phone inherit a scan", async () => {
  answers = [() => Response.json(ticket, { status: 201 })];
  await deliver(await beginScan(CODE));
  vi.setSystemTime(Date.now() + 11 * 60_000);
  signInAs(wang);
  await sendWaiting();
  expect(sent).toHaveLength(1);
  expect(await db.scans.count()).toBe(0);
});

it("leaves another member's scan alone until they are back", async () => {
  signInAs({ ...wang, id: 3 });
  await deliver(await beginScan(CODE));
  signInAs(wang);
  expect(await sendWaiting()).toBe(0);
  expect(sent).toHaveLength(1);
  expect(await db.scans.count()).toBe(1);
});

it("never sends again what is settled, also from an older copy", async () => {
  signInAs(wang);
  answers = [() => Response.json(receipt)];
  const scan = await beginScan(CODE);
  await deliver(scan);
  expect(await deliver(scan)).toEqual({ state: "delivered", receipt });
  expect(sent).toHaveLength(1);
  expect(await db.scans.count()).toBe(0);
});

it("sends once when asked twice at the same time", async () => {
  signInAs(wang);
  answers = [() => Response.json(receipt)];
  const scan = await beginDigits(7, "123456");
  await Promise.all([deliver(scan), deliver(scan)]);
  expect(sent).toHaveLength(1);
  expect(sent[0]!.body).toMatchObject({ meeting_id: 7, digits: "123456" });
});
