import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { noteAnchor } from "../core/clock.ts";
import { db } from "../core/db.ts";
import * as deviceKey from "../core/device_key.ts";
import { forgetAll } from "../core/remembered.ts";
import { me } from "../core/session.ts";
import type { Me } from "../core/shapes.ts";
import { keepToken } from "../core/tokens.ts";
import { registerDevice } from "./register_device.ts";

const wang = { id: 2, name: "王芳", must_change_password: false } as Me;
let sent: Record<string, string>[];
let answers: (() => Response)[];
let anchor = 9_000_000_000_000;

const registered = () =>
  Response.json({ id: 1, name: "", since: "2026-11-23T11:00:00Z", shared: false, current: true });
const refusedWithFreshAnchor = () =>
  Response.json({ code: "device_key_invalid" }, { status: 422, headers: { "Muster-Anchor": `${++anchor}.fresh` } });

beforeEach(async () => {
  [sent, answers] = [[], []];
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(await request.json());
    return (answers.shift() ?? registered)();
  });
  noteAnchor(`${++anchor}.mac`);
  await forgetAll();
  keepToken("token");
  me.value = wang;
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it("registers once for a session, however often it is asked", async () => {
  await Promise.all([registerDevice(), registerDevice()]);
  await registerDevice();
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ public_key: await deviceKey.publicKey(), anchor: `${anchor}.mac` });
});

it("registers again after signing out and in", async () => {
  await registerDevice();
  await forgetAll();
  await registerDevice();
  expect(sent).toHaveLength(2);
});

it("proves its key over a fresh anchor when the kept one is too old", async () => {
  answers = [refusedWithFreshAnchor];
  await registerDevice();
  expect(sent.map(({ anchor }) => anchor)).toEqual([`${anchor - 1}.mac`, `${anchor}.fresh`]);
});

it("tries once more, not for ever, and again at the next start", async () => {
  answers = [refusedWithFreshAnchor, refusedWithFreshAnchor];
  await registerDevice();
  expect(sent).toHaveLength(2);
  await registerDevice();
  expect(sent).toHaveLength(3);
});

it.each([
  ["nobody is signed in", null],
  ["the first password stands", { ...wang, must_change_password: true } as Me],
])("keeps quiet while %s", async (_, member) => {
  me.value = member;
  await registerDevice();
  expect(sent).toEqual([]);
});

it("keeps quiet in a browser without a key", async () => {
  vi.spyOn(deviceKey, "publicKey").mockResolvedValue(null);
  await registerDevice();
  expect(sent).toEqual([]);
  expect(await db.remembered.count()).toBe(0);
});
