import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FILE_MS, fetchPatiently } from "./fetch_patiently.ts";

/** A server that never answers; the request fails only when it is given up. */
function hang() {
  vi.stubGlobal("fetch", (_request: Request, { signal }: RequestInit) => {
    return new Promise((_, reject) => signal!.addEventListener("abort", () => reject(new Error("given up"))));
  });
}

const request = (init: RequestInit = {}) => new Request("http://localhost/api/me", init);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("gives up after a while, so that the page can say so", async () => {
  hang();
  const failed = expect(fetchPatiently(request())).rejects.toThrow("given up");
  await vi.advanceTimersByTimeAsync(15_000);
  await failed;
});

it("waits longer for a file", async () => {
  hang();
  let over = false;
  void fetchPatiently(request(), { patience: FILE_MS }).catch(() => (over = true));
  await vi.advanceTimersByTimeAsync(FILE_MS - 1);
  expect(over).toBe(false);
});

it("never cuts off an answer that has begun", async () => {
  let given: AbortSignal | undefined;
  vi.stubGlobal("fetch", async (_request: Request, { signal }: RequestInit) => {
    given = signal!;
    return new Response("the first part");
  });
  await fetchPatiently(request());
  await vi.advanceTimersByTimeAsync(FILE_MS);
  expect(given?.aborted).toBe(false);
});

it("stops when the page no longer wants it", async () => {
  hang();
  const page = new AbortController();
  const failed = expect(fetchPatiently(request({ signal: page.signal }))).rejects.toThrow("given up");
  page.abort();
  await failed;
});
