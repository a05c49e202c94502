/** Sends a file in parts: goes on after a lost network and from where an earlier page stopped, and never sends what has arrived. */
import type { Answer, Problem } from "../core/problems.ts";
import type { StoredMedium, Upload } from "./shapes.ts";

/** `keep`: what is to become of the file once it has come whole. */
export interface Server<T = StoredMedium> {
  begin: (file: { name: string; bytes: number; mark: string }) => Promise<Answer<Upload>>;
  ask: (id: number) => Promise<Answer<Upload>>;
  send: (id: number, offset: number, part: Blob) => Promise<Answer<Upload>>;
  keep: (id: number) => Promise<Answer<T>>;
}

export type Phase = "sending" | "waiting" | "checking";

export interface Watcher {
  /** How far it is, and in which phase: `waiting` for a network, `checking` when the server looks the whole file through. */
  tell: (phase: Phase, upload: Upload | null) => void;
  /** Rests before the next attempt; ends early when a network comes. */
  rest: (ms: number) => Promise<void>;
  signal: AbortSignal;
  now?: () => number;
}

const SMALLEST = 256 * 1024;
const FIRST = 1024 * 1024;
const SWIFT_MS = 2_000;
const SLOW_MS = 10_000;
const LONGEST_REST_MS = 30_000;
export const CANCELLED: Problem = { code: "cancelled" };

const PASSING = [429, 502, 503, 504];

/** What may be over after a while: no network, a server that is busy or starts again, a part that met another one. */
const passes = ({ code, status }: Problem) =>
  code === "offline" || code === "wrong_offset" || PASSING.includes(status ?? 0);

export async function uploadFile<T>(
  file: Blob & { name: string },
  mark: string,
  server: Server<T>,
  watcher: Watcher,
): Promise<Answer<T>> {
  const asked = { name: file.name.slice(-200), bytes: file.size, mark };
  const begun = await insist(() => server.begin(asked), watcher, null);
  if (!begun.ok) return begun;
  const sent = await sendAll(file, begun.data, server, watcher);
  if (!sent.ok) return sent;
  watcher.tell("checking", sent.data);
  return insist(() => server.keep(sent.data.id), watcher, sent.data);
}

async function sendAll(file: Blob, upload: Upload, server: Server<unknown>, watcher: Watcher): Promise<Answer<Upload>> {
  const now = watcher.now ?? Date.now;
  let size = FIRST;
  while (upload.received_bytes < upload.bytes) {
    if (watcher.signal.aborted) return { ok: false, problem: CANCELLED };
    watcher.tell("sending", upload);
    const [from, began] = [upload.received_bytes, now()];
    const answer = await server.send(upload.id, from, file.slice(from, from + size));
    if (answer.ok) {
      upload = answer.data;
      size = nextSize(size, now() - began, upload.part_bytes);
    } else {
      if (!passes(answer.problem)) return answer;
      size = Math.max(SMALLEST, size / 2);
      // Some of it may have arrived: the server knows best where to go on.
      const asked = await restAndAsk(() => server.ask(upload.id), watcher, upload);
      if (!asked.ok) return asked;
      upload = asked.data;
    }
  }
  return { ok: true, data: upload };
}

/** Larger parts on a swift network, smaller ones on a slow one: little is lost with a part. */
export function nextSize(size: number, tookMs: number, most: number): number {
  if (tookMs < SWIFT_MS) return Math.min(most, size * 2);
  return tookMs > SLOW_MS ? Math.max(SMALLEST, Math.floor(size / 2)) : size;
}

async function restAndAsk<T>(ask: () => Promise<Answer<T>>, watcher: Watcher, upload: Upload | null) {
  watcher.tell("waiting", upload);
  await watcher.rest(1_000);
  return insist(ask, watcher, upload);
}

/** Asks until there is an answer that more asking would not change. */
async function insist<T>(ask: () => Promise<Answer<T>>, watcher: Watcher, upload: Upload | null): Promise<Answer<T>> {
  for (let rest = 2_000; ; rest = Math.min(LONGEST_REST_MS, rest * 2)) {
    if (watcher.signal.aborted) return { ok: false, problem: CANCELLED };
    const answer = await ask();
    if (answer.ok || !passes(answer.problem)) return answer;
    watcher.tell("waiting", upload);
    await watcher.rest(rest);
  }
}
