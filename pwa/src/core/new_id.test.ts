import { expect, it } from "vitest";
import { deviceId, newId } from "./new_id.ts";

const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it("makes UUIDs also where randomUUID is missing", () => {
  const insecure = { getRandomValues: crypto.getRandomValues.bind(crypto) };
  const ids = Array.from({ length: 100 }, () => newId(insecure));
  for (const id of ids) expect(id).toMatch(UUID_4);
  expect(new Set(ids).size).toBe(100);
});

it("uses the browser's own where there is one", () => {
  expect(newId()).toMatch(UUID_4);
});

it("keeps the device's id", () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, id: string) => kept.set(key, id),
  };
  const id = deviceId(store as unknown as Storage);
  expect(deviceId(store as unknown as Storage)).toBe(id);
});
