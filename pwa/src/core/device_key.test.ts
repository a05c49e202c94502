import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fromBase64, toUtf8 } from "./bytes.ts";
import { db } from "./db.ts";

/** As another tab, or the same one after a reload: the module begins anew, the database stays. */
async function openTab() {
  vi.resetModules();
  return import("./device_key.ts");
}

async function isTrue(public_key: string, message: string, signature: string): Promise<boolean> {
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("raw", fromBase64(public_key), curve, true, ["verify"]);
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, fromBase64(signature), toUtf8(message));
}

beforeEach(() => db.device_keys.clear());
afterEach(() => vi.unstubAllGlobals());

it("signs what the public key proves: a point of 65 bytes, r and s of 64", async () => {
  const { publicKey, sign } = await openTab();
  const [key, signature] = [(await publicKey())!, (await sign("muster.sign-in|a|b"))!];
  expect([fromBase64(key).length, fromBase64(signature).length]).toEqual([65, 64]);
  expect(key).toMatch(/^[\w-]+$/);
  expect(await isTrue(key, "muster.sign-in|a|b", signature)).toBe(true);
  expect(await isTrue(key, "muster.sign-in|a|c", signature)).toBe(false);
});

it("is the same key after a reload, and in another tab that asked at the same moment", async () => {
  const [here, there] = [await openTab(), await openTab()];
  const keys = await Promise.all([here.publicKey(), there.publicKey()]);
  const later = await (await openTab()).publicKey();
  expect(new Set([...keys, later]).size).toBe(1);
  expect(await db.device_keys.count()).toBe(1);
});

it("can't be taken out of the browser", async () => {
  await (await openTab()).publicKey();
  const kept = await db.device_keys.toArray();
  expect(kept[0]!.private_key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey("jwk", kept[0]!.private_key)).rejects.toThrow();
});

it("is missing on plain http, quietly", async () => {
  const { publicKey, sign } = await openTab();
  vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
  expect([await publicKey(), await sign("anything")]).toEqual([null, null]);
});

it("is missing where the browser keeps nothing, and is there once it does", async () => {
  const { publicKey } = await openTab();
  const { db: own } = await import("./db.ts");
  const get = vi.spyOn(own.device_keys, "get").mockRejectedValueOnce(new Error("no storage"));
  expect(await publicKey()).toBeNull();
  get.mockRestore();
  expect(await publicKey()).not.toBeNull();
});
