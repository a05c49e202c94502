/** Lessons for tests, and a server that holds their files. */
// @ts-expect-error The app knows nothing of Node, in which its tests run.
import { Blob as NodeBlob } from "node:buffer";
import { vi } from "vitest";
import { db } from "../core/db.ts";
import type { Lesson } from "../courses/shapes.ts";
import type { Carrier } from "./take_file.ts";
import type { Wish } from "./wish_list.ts";

export const WANG = 7;
export const FILM = "/media/3/film-a.mp4";

export const lesson = (changes: Partial<Lesson> = {}) =>
  ({
    id: 3,
    title: "第三课",
    kind: "video",
    version: 1,
    media_bytes: 10,
    media_url: `${FILM}?for=link-1`,
    body_html: null,
    captions: [],
    course: { id: 1, title: "急救入门" },
    progress: { position_seconds: 0, covered_seconds: 0, counted_seconds: 0, completed_at: null },
    ...changes,
  }) as unknown as Lesson;

export const wish = (id = 3, media_bytes = 10): Wish => ({
  id,
  title: `课 ${id}`,
  media_bytes,
  course: { id: 1, title: "急救入门" },
});

/** happy-dom's own can't be stored. */
export async function emptyPhone(): Promise<void> {
  vi.stubGlobal("Blob", NodeBlob);
  await Promise.all([db.downloads.clear(), db.download_parts.clear(), db.remembered.clear(), db.settings.clear()]);
}

export interface Asked {
  path: string;
  range: string;
}

/** A server with these files; the network goes after `breaksAfter` bytes of an answer, and links are good as `link` says. */
export function server(files: Record<string, string>, line: { breaksAfter?: number; link?: string } = {}) {
  const asked: Asked[] = [];
  async function fetch(url: string, headers: Record<string, string>): Promise<Response> {
    const { pathname, searchParams } = new URL(url, "https://muster.test");
    asked.push({ path: pathname, range: headers.Range ?? "" });
    if (line.link && searchParams.get("for") !== line.link) return new Response(null, { status: 403 });
    const whole = files[pathname];
    if (whole === undefined) return new Response(null, { status: 404 });
    const [etag, start] = [`"${whole.length}-${whole[0]}"`, Number(/\d+/.exec(headers.Range ?? "0"))];
    const changed = headers["If-Range"] !== undefined && headers["If-Range"] !== etag;
    if (!changed && start >= whole.length) return new Response(null, { status: 416 });
    const from = changed ? 0 : start;
    return new Response(bytes(whole.slice(from), line.breaksAfter), {
      status: changed ? 200 : 206,
      headers: changed
        ? { ETag: etag, "Content-Length": String(whole.length) }
        : { ETag: etag, "Content-Range": `bytes ${from}-${whole.length - 1}/${whole.length}` },
    });
  }
  return { fetch, asked, files, line, partBytes: 4, patience: 50 } satisfies Carrier & Record<string, unknown>;
}

/** A byte at a time, as over a bad network. */
function bytes(text: string, breaksAfter = Infinity): ReadableStream<Uint8Array<ArrayBuffer>> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= breaksAfter) return controller.error(new Error("the network went"));
      if (sent >= text.length) return controller.close();
      controller.enqueue(new TextEncoder().encode(text[sent++]!));
    },
  });
}
