import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApp, defineComponent, h, type App } from "vue";
import { db } from "../core/db.ts";
import type { Answer } from "../core/problems.ts";
import { me } from "../core/session.ts";
import type { Me } from "../core/shapes.ts";
import { useEditing } from "./use_editing.ts";

interface Lesson {
  title: string;
  body: string;
  state: string;
  changed_by: string | null;
}

/** A server that takes a save over the state it was made on, as the real one does. */
const server = { title: "题", body: "文", saves: 0 };
const stateOf = () => JSON.stringify([server.title, server.body]);
const shape = (): Lesson => ({ title: server.title, body: server.body, state: stateOf(), changed_by: "陈" });

async function save(state: string, changes: Partial<Lesson>): Promise<Answer<Lesson>> {
  server.saves++;
  if (state !== stateOf()) return { ok: false, problem: { code: "draft_changed", status: 409 } };
  Object.assign(server, changes);
  return { ok: true, data: shape() };
}

let app: App;
let page: ReturnType<typeof open_>;
const open_ = () =>
  useEditing<Lesson, { title: string; body: string }>({
    key: "lesson-7",
    load: async () => ({ ok: true, data: shape() }),
    save,
    fieldsOf: ({ title, body }) => ({ title, body }),
  });

async function open(): Promise<void> {
  app = createApp(defineComponent({ setup: () => ((page = open_()), () => h("p")) }));
  app.mount(document.createElement("div"));
  await vi.waitFor(() => expect(page.fields.value).not.toBeNull());
}

async function openAgain(): Promise<void> {
  app.unmount();
  await new Promise((done) => setTimeout(done, 30));
  await open();
}

beforeEach(async () => {
  Object.assign(server, { title: "题", body: "文", saves: 0 });
  await db.settings.clear();
  me.value = { id: 1 } as Me;
  await open();
});

afterEach(() => app.unmount());

it("sends what was changed, and then nothing is unsaved", async () => {
  page.fields.value!.body = "我的";
  expect(page.dirty.value).toBe(true);
  expect(await page.submit()).toBe(true);
  expect([server.title, server.body, page.dirty.value]).toEqual(["题", "我的", false]);
});

it("keeps what was typed through a reload", async () => {
  page.fields.value!.body = "还没保存";
  await openAgain();
  await vi.waitFor(() => expect(page.fields.value!.body).toBe("还没保存"));
  expect(page.dirty.value).toBe(true);
});

it("keeps my words and shows theirs where somebody saved the same field first", async () => {
  page.fields.value!.body = "我的";
  server.body = "陈的";
  expect(await page.submit()).toBe(false);
  await vi.waitFor(() => expect(page.clashes.value).toEqual(["body"]));
  expect([page.fields.value!.body, page.theirs.value!.body, server.body]).toEqual(["我的", "陈的", "陈的"]);
  page.resolve("mine");
  expect(await page.submit()).toBe(true);
  expect(server.body).toBe("我的");
});

it("takes theirs when I say so", async () => {
  page.fields.value!.body = "我的";
  server.body = "陈的";
  await page.submit();
  await vi.waitFor(() => expect(page.clashes.value).toEqual(["body"]));
  page.resolve("theirs");
  expect([page.fields.value!.body, page.dirty.value]).toEqual(["陈的", false]);
});

it("saves beside what somebody changed elsewhere, and loses neither", async () => {
  page.fields.value!.body = "我的";
  server.title = "陈的题";
  expect(await page.submit()).toBe(false);
  await vi.waitFor(() => expect(page.fields.value!.title).toBe("陈的题"));
  expect(page.clashes.value).toEqual([]);
  expect(await page.submit()).toBe(true);
  expect([server.title, server.body]).toEqual(["陈的题", "我的"]);
});

it("keeps what is typed while a save is on its way", async () => {
  page.fields.value!.body = "第一句";
  const saving = page.submit();
  page.fields.value!.body = "第一句，第二句";
  await saving;
  expect([server.body, page.fields.value!.body, page.dirty.value]).toEqual(["第一句", "第一句，第二句", true]);
  expect(page.clashes.value).toEqual([]);
});
