import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApp, defineComponent, h, type App } from "vue";
import { noteAnchor } from "../core/clock.ts";
import { db } from "../core/db.ts";
import { me } from "../core/session.ts";
import type { Me } from "../core/shapes.ts";
import type { Lesson } from "../courses/shapes.ts";
import { useStudyClock } from "./use_study_clock.ts";

vi.mock("./start_outbox.ts", () => ({ flush: async () => undefined }));

const lesson = {
  id: 3,
  title: "第一课",
  kind: "text",
  nominal_seconds: 600,
  version: 2,
  progress: { position_seconds: 100, covered_seconds: 100, counted_seconds: 100, completed_at: null },
} as Lesson;

let app: App;
let page: ReturnType<typeof useStudyClock>;

/** Opens the lesson's page and waits until the phone has been asked where to go on. */
async function open(): Promise<void> {
  const look = () => ({ playing: true, position: null, rate: 1 });
  const LessonPage = defineComponent({ setup: () => ((page = useStudyClock(lesson, look)), () => h("p")) });
  app = createApp(LessonPage);
  app.mount(document.createElement("div"));
  while (page.resting.value) await pass(0);
}

/** Lets seconds pass, each once what was seen in the one before is written. */
async function pass(seconds: number): Promise<void> {
  for (let n = 0; n < seconds; n++) {
    vi.advanceTimersByTime(1000);
    await written();
  }
  await written();
}

/** The store takes one writer after the other: this one comes after those of the page. */
async function written(): Promise<void> {
  await new Promise((done) => setTimeout(done));
  await db.transaction("rw", db.segments, () => db.segments.count());
  await new Promise((done) => setTimeout(done));
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  await db.segments.clear();
  me.value = { id: 7 } as Me;
  noteAnchor(`${Date.now()}.mac`);
});

afterEach(() => {
  app.unmount();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it("shows what is on this phone, as the server will take it", async () => {
  await open();
  await pass(3);
  expect(page.studied.value).toBe(3);
  expect(await db.segments.toArray()).toMatchObject([
    { member_id: 7, lesson_id: 3, lesson_version: 2, state: "open", media_from: 100, media_to: 103, rate: 1 },
  ]);
});

it("moves the counter only after the segment is written", async () => {
  await open();
  let write = () => {};
  vi.spyOn(db.segments, "add").mockImplementation((() => new Promise<void>((done) => (write = done))) as never);
  await pass(1);
  expect(page.studied.value).toBe(0);
  write();
  await pass(0);
  expect(page.studied.value).toBe(1);
});

it("counts nothing, and says so, when the browser keeps nothing", async () => {
  await open();
  vi.spyOn(db.segments, "add").mockRejectedValue(new Error("no storage"));
  await pass(2);
  expect(page.studied.value).toBe(0);
  expect(page.refused.value).toBe(true);
});

it("goes on with another segment when the outbox closed this one", async () => {
  await open();
  await pass(2);
  await db.segments.clear();
  await pass(1);
  await pass(4);
  expect(page.studied.value).toBe(5);
  expect(await db.segments.toArray()).toMatchObject([{ state: "open", media_from: 103, media_to: 106 }]);
});

it("closes the segment when the page is left", async () => {
  await open();
  await pass(2);
  app.unmount();
  await pass(0);
  expect(await db.segments.toArray()).toMatchObject([{ state: "saved" }]);
});
