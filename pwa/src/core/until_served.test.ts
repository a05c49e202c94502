import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { untilServed } from "./until_served.ts";

const busy = () => new Response(null, { status: 503, headers: { "Retry-After": "1" } });
const login = () => new Request("http://localhost/api/auth/sessions", { method: "POST", body: "who I am" });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("asks a busy server again with the same words, until it is served", async () => {
  const heard: string[] = [];
  const ask = async (copy: Request) => {
    heard.push(await copy.text());
    return heard.length < 3 ? busy() : new Response(null, { status: 201 });
  };
  const served = untilServed(login(), ask);
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await served).status).toBe(201);
  expect(heard).toEqual(["who I am", "who I am", "who I am"]);
});

it("answers with the refusal when the server stays busy, after a minute at most", async () => {
  const ask = vi.fn(async () => busy());
  const refused = untilServed(login(), ask);
  await vi.advanceTimersByTimeAsync(60_000);
  expect((await refused).status).toBe(503);
  expect(ask).toHaveBeenCalledTimes(7);
});

it("asks once where the server names no time, or is not busy", async () => {
  for (const init of [{ status: 503 }, { status: 429, headers: { "Retry-After": "1" } }, { status: 200 }]) {
    const ask = vi.fn(async () => new Response(null, init));
    expect((await untilServed(login(), ask)).status).toBe(init.status);
    expect(ask).toHaveBeenCalledTimes(1);
  }
});
