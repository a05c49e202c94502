import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fetchPatiently } from "./fetch_patiently.ts";

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

it("lets an upload take longer", async () => {
  hang();
  let over = false;
  const upload = request({ method: "POST", body: "x", headers: { "Content-Type": "multipart/form-data; boundary=x" } });
  void fetchPatiently(upload).catch(() => (over = true));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(over).toBe(false);
});

it("stops when the page no longer wants it", async () => {
  hang();
  const page = new AbortController();
  const failed = expect(fetchPatiently(request({ signal: page.signal }))).rejects.toThrow("given up");
  page.abort();
  await failed;
});
