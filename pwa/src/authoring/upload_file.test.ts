import { beforeEach, expect, it } from "vitest";
import { OFFLINE, type Answer } from "../core/problems.ts";
import type { StoredMedium, Upload } from "./shapes.ts";
import { CANCELLED, nextSize, uploadFile, type Phase, type Server, type Watcher } from "./upload_file.ts";

const MB = 1024 * 1024;
const MEDIUM = { media_name: "a.mp4", kind: "video", seconds: 71, bytes: 1 } as StoredMedium;

/** A server that keeps parts as the real one does; `fails` says what happens to each request in turn. */
class FakeServer implements Server {
  content = new Uint8Array();
  size = 0;
  sizes: number[] = [];
  fails: ("no way there" | "no way back" | "too busy" | "refused" | "fine")[] = [];

  private upload = (): Answer<Upload> => ({
    ok: true,
    data: { id: 1, name: "a.mp4", bytes: this.size, received_bytes: this.content.length, part_bytes: 8 * MB },
  });

  begin = async ({ bytes }: { bytes: number }) => ((this.size = bytes), this.upload());
  ask = async () => this.upload();
  keep = async (): Promise<Answer<StoredMedium>> =>
    this.content.length === this.size
      ? { ok: true, data: MEDIUM }
      : { ok: false, problem: { code: "upload_incomplete", status: 409 } };

  send = async (_id: number, offset: number, part: Blob): Promise<Answer<Upload>> => {
    const fate = this.fails.shift() ?? "fine";
    if (fate === "no way there") return { ok: false, problem: OFFLINE };
    if (fate === "too busy") return { ok: false, problem: { code: "busy", status: 503 } };
    if (fate === "refused") return { ok: false, problem: { code: "not_found", status: 404 } };
    if (offset > this.content.length) return { ok: false, problem: { code: "wrong_offset", status: 409 } };
    const bytes = new Uint8Array(await part.arrayBuffer());
    this.sizes.push(bytes.length);
    const fresh = bytes.slice(this.content.length - offset);
    this.content = new Uint8Array([...this.content, ...fresh]);
    return fate === "no way back" ? { ok: false, problem: OFFLINE } : this.upload();
  };
}

const bytes = Uint8Array.from({ length: 2.5 * MB }, (_, n) => (n * 7 + (n >> 8)) % 256);
const file = Object.assign(new Blob([bytes]), { name: "a.mp4" });
let server: FakeServer;
let told: Phase[];
let stop: AbortController;
let watcher: Watcher;

beforeEach(() => {
  [server, told, stop] = [new FakeServer(), [], new AbortController()];
  watcher = { tell: (phase) => void told.push(phase), rest: async () => undefined, signal: stop.signal };
});

const arrived = () => {
  expect(server.content.length).toBe(bytes.length);
  expect(server.content.every((byte, n) => byte === bytes[n])).toBe(true);
};

it("sends a file in parts and says what became of it", async () => {
  expect(await uploadFile(file, "m", server, watcher)).toEqual({ ok: true, data: MEDIUM });
  arrived();
  expect(server.sizes).toEqual([MB, 1.5 * MB]);
  expect([told[0], told.at(-1)]).toEqual(["sending", "checking"]);
});

it("goes on by itself after a lost network, whichever way the part was lost", async () => {
  server.fails = ["fine", "no way there", "no way back", "too busy", "fine"];
  expect((await uploadFile(file, "m", server, watcher)).ok).toBe(true);
  arrived();
  expect(told).toContain("waiting");
});

it("goes on from where an earlier page stopped", async () => {
  server.content = bytes.slice(0, 2 * MB);
  expect((await uploadFile(file, "m", server, watcher)).ok).toBe(true);
  arrived();
  expect(server.sizes).toEqual([0.5 * MB]);
});

it("sends nothing of a file that is there already", async () => {
  server.content = bytes;
  expect((await uploadFile(file, "m", server, watcher)).ok).toBe(true);
  expect(server.sizes).toEqual([]);
});

it("stops at a refusal that waiting would not change", async () => {
  server.fails = ["fine", "refused"];
  expect(await uploadFile(file, "m", server, watcher)).toEqual({
    ok: false,
    problem: { code: "not_found", status: 404 },
  });
});

it("does not wait for room on a full disk", async () => {
  const problem = { code: "storage_full", status: 507 };
  server.begin = async () => ({ ok: false, problem });
  expect(await uploadFile(file, "m", server, watcher)).toEqual({ ok: false, problem });
});

it("stops when it is cancelled, also while it waits for a network", async () => {
  server.fails = Array<"no way there">(50).fill("no way there");
  watcher.rest = async () => void (told.length > 3 && stop.abort());
  expect(await uploadFile(file, "m", server, watcher)).toEqual({ ok: false, problem: CANCELLED });
});

it("sends larger parts on a swift network and smaller ones on a slow one, within bounds", () => {
  expect(nextSize(MB, 100, 8 * MB)).toBe(2 * MB);
  expect(nextSize(8 * MB, 100, 8 * MB)).toBe(8 * MB);
  expect(nextSize(MB, 5_000, 8 * MB)).toBe(MB);
  expect(nextSize(MB, 20_000, 8 * MB)).toBe(MB / 2);
  expect(nextSize(MB / 4, 60_000, 8 * MB)).toBe(MB / 4);
});
