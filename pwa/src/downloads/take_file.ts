/** Brings one file onto this phone: from where it stopped, however often the network goes, and never two versions in one. */
import { fileAt } from "./files_of.ts";
import { forgetFile, keepPart, keptFile, type KeptFile } from "./kept_files.ts";

/** `lost`: no network, or it hangs. `ended`: the link is too old. `dropped`: the member wants the lesson no more. */
export type Taken = "whole" | "lost" | "ended" | "gone" | "dropped";

export interface Carrier {
  /** Throws where the server is not reached. */
  fetch: (url: string, headers: Record<string, string>) => Promise<Response>;
  /** Milliseconds without a byte until a network is taken for lost. */
  patience?: number;
  partBytes?: number;
}

/** Small enough that a lost network costs little, large enough that a film is some hundred parts. */
const PART_BYTES = 1024 * 1024;
const PATIENCE_MS = 30_000;

interface Coming {
  file: string;
  lessonId: number;
  offset: number;
  whole: number;
  etag: string;
}

export async function takeFile(url: string, lessonId: number, carrier: Carrier): Promise<Taken> {
  const file = fileAt(url);
  const kept = await keptFile(file);
  if (kept?.whole) return "whole";
  const response = await carrier.fetch(url, restOf(kept)).catch(() => null);
  if (!response) return "lost";
  if (response.status === 416) return forgetFile(file).then(() => "lost" as const);
  if (!response.ok) return verdictOn(response.status);
  return receive(response, { file, lessonId, ...(await begin(response, file, kept?.bytes ?? 0)) }, carrier);
}

/** From the start on it is asked for as a range: such an answer says how long the whole is, and comes as it lies there. */
function restOf(kept: KeptFile | null): Record<string, string> {
  return { Range: `bytes=${kept?.bytes ?? 0}-`, ...(kept && { "If-Range": kept.etag }) };
}

/** A server that is busy or broken is asked again later. */
function verdictOn(status: number): Taken {
  if (status === 401 || status === 403) return "ended";
  return status === 404 || status === 410 ? "gone" : "lost";
}

/** The server answers with the rest (206), or with all of a file that is another one by now (200). */
async function begin(response: Response, file: string, keptBytes: number): Promise<Omit<Coming, "file" | "lessonId">> {
  const etag = response.headers.get("ETag") ?? "";
  const whole = Number(response.headers.get("Content-Range")?.split("/")[1]);
  if (response.status === 206 && whole > 0) return { offset: keptBytes, whole, etag };
  await forgetFile(file);
  return { offset: 0, whole: Number(response.headers.get("Content-Length")), etag };
}

async function receive(response: Response, coming: Coming, carrier: Carrier): Promise<Taken> {
  const reader = response.body!.getReader();
  const { patience = PATIENCE_MS, partBytes = PART_BYTES } = carrier;
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  for (let more = true; more;) {
    const chunk = await within(reader.read(), patience);
    more = chunk !== null && !chunk.done;
    if (chunk?.value) waiting.push(chunk.value);
    if (more && sizeOf(waiting) < partBytes) continue;
    if (!(await keep(waiting, coming))) return stop(reader, "dropped");
    waiting = [];
  }
  return coming.offset === coming.whole ? "whole" : stop(reader, "lost");
}

function stop(reader: ReadableStreamDefaultReader, why: Taken): Taken {
  void reader.cancel().catch(() => undefined);
  return why;
}

/** What came before the network went is kept, too. */
async function keep(chunks: Uint8Array<ArrayBuffer>[], coming: Coming): Promise<boolean> {
  const { file, lessonId: lesson_id, offset, whole: whole_bytes, etag } = coming;
  const content = new Blob(chunks);
  if (!content.size) return true;
  coming.offset += content.size;
  return keepPart({ file, offset, lesson_id, whole_bytes, etag, content });
}

const sizeOf = (chunks: Uint8Array[]) => chunks.reduce((sum, { length }) => sum + length, 0);

/** Null after a failure, or when it takes too long: a hanging network is no network. */
function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout>;
  const tooLong = new Promise<null>((done) => (timer = setTimeout(() => done(null), ms)));
  return Promise.race([promise.catch(() => null), tooLong]).finally(() => clearTimeout(timer));
}
