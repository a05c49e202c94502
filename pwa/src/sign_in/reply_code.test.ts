import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { forgetAll } from "../core/remembered.ts";
import { me } from "../core/session.ts";
import type { Me } from "../core/shapes.ts";
import { keepToken } from "../core/tokens.ts";
import { keepReplyKey, makeReply, replyTo } from "./reply_code.ts";

// Made by the server's own code with this key and this code.
const KEY = { key: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", key_id: 3, session_id: 2 ** 40 + 9, member_id: 2 };
const CODE = "0883002YWTS8040001QYPWQG18TCMPWWCZPD";
const REPLY = "020R0000G0000004YWTS8040001QYH183QQMHWG7AX6NB";

let asked = 0;

beforeEach(async () => {
  await forgetAll();
  asked = 0;
  vi.stubGlobal("fetch", async () => (asked++, Response.json(KEY)));
  keepToken("token");
  me.value = { id: 2, must_change_password: false } as Me;
});
afterEach(() => vi.unstubAllGlobals());

it("makes the very reply that the server expects", async () => {
  expect(await makeReply(CODE, KEY)).toBe(REPLY);
  expect(await makeReply("not a code", KEY)).toBeNull();
});

it("replies without a network, with the key that was fetched before", async () => {
  await keepReplyKey();
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  expect(await replyTo(CODE, 2)).toBe(`${location.origin.toUpperCase()}/R/${REPLY}`);
});

it("asks for the key once in a while only, and never for a stranger", async () => {
  await keepReplyKey();
  await keepReplyKey();
  expect(asked).toBe(1);
  await forgetAll();
  me.value = null;
  await keepReplyKey();
  expect(asked).toBe(1);
});

it("never replies with another member's key, nor after signing out", async () => {
  await keepReplyKey();
  expect(await replyTo(CODE, 3)).toBeNull();
  await forgetAll();
  expect(await replyTo(CODE, 2)).toBeNull();
});

it("has no reply where there is no WebCrypto", async () => {
  await keepReplyKey();
  vi.stubGlobal("crypto", {});
  expect(await replyTo(CODE, 2)).toBeNull();
});
