import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApp, defineComponent, h, type App } from "vue";
import { db } from "../core/db.ts";
import { OFFLINE, type Answer } from "../core/problems.ts";
import { forgetAll } from "../core/remembered.ts";
import { me } from "../core/session.ts";
import type { Me } from "../core/shapes.ts";
import { getMinutes, putMinutes } from "./api.ts";
import { recallDraft } from "./minutes_draft.ts";
import type { Minutes } from "./shapes.ts";
import { useMinutes } from "./use_minutes.ts";

vi.mock("./api.ts", () => ({ getMinutes: vi.fn(), putMinutes: vi.fn(), correct: vi.fn() }));

/** A server that keeps one text and its version, as the real one does; it may be out of reach. */
const server = { body: "", version: 0, reached: true };
const shape = (): Minutes => ({
  body: server.body,
  version: server.version,
  updated_at: null,
  updated_by: "陈",
  template: "模板",
});
const say = (): Answer<Minutes> => (server.reached ? { ok: true, data: shape() } : { ok: false, problem: OFFLINE });

function put(_id: number, { body, version }: { body: string; version: number }): Answer<Minutes> {
  if (!server.reached) return { ok: false, problem: OFFLINE };
  if (version !== server.version) return { ok: false, problem: { code: "minutes_changed", status: 409 } };
  Object.assign(server, { body, version: version + 1 });
  return say();
}

let app: App;
let page: ReturnType<typeof useMinutes>;

async function open(): Promise<void> {
  const Editor = defineComponent({ setup: () => ((page = useMinutes(7)), () => h("p")) });
  app = createApp(Editor);
  app.mount(document.createElement("div"));
  await vi.waitFor(() => expect(page.text.value).not.toBeNull());
}

async function openAgain(): Promise<void> {
  app.unmount();
  await open();
}

const typed = async (text: string) => {
  page.type(text);
  await vi.waitFor(() => expect(page.whereabouts.value).toBe("kept"));
};

beforeEach(async () => {
  Object.assign(server, { body: "", version: 0, reached: true });
  vi.mocked(getMinutes).mockImplementation(async () => say());
  vi.mocked(putMinutes).mockImplementation(async (id, body) => put(id, body));
  await Promise.all([db.settings.clear(), forgetAll()]);
  me.value = { id: 1 } as Me;
  await open();
});

afterEach(() => app.unmount());

it("begins with the template, and keeps what is typed on this phone", async () => {
  expect(page.text.value).toBe("模板");
  await typed("第一句");
  expect(await recallDraft(7)).toEqual({ body: "第一句", version: 0 });
});

it("sends what stands here, and then there is no draft any more", async () => {
  await typed("第一句");
  expect(await page.save()).toBe(true);
  expect([server.body, page.whereabouts.value, await recallDraft(7)]).toEqual(["第一句", "sent", null]);
});

it("keeps what is typed while the answer is on its way, over the version that has arrived", async () => {
  await typed("第一句");
  vi.mocked(putMinutes).mockImplementationOnce(async (id, body) => {
    page.type("第一句，第二句");
    return put(id, body);
  });
  await page.save();
  await vi.waitFor(async () => expect(await recallDraft(7)).toEqual({ body: "第一句，第二句", version: 1 }));
  expect([page.text.value, page.theirs.value]).toEqual(["第一句，第二句", null]);
  expect(await page.save()).toBe(true);
  expect(server.body).toBe("第一句，第二句");
});

it("loses nothing without a network, not even when the page is closed", async () => {
  await typed("没有网络");
  server.reached = false;
  expect(await page.save()).toBe(false);
  await openAgain();
  expect([page.text.value, page.whereabouts.value]).toEqual(["没有网络", "kept"]);
});

it("shows both texts where somebody else has saved, also after the page was opened anew", async () => {
  await typed("我的");
  Object.assign(server, { body: "陈的", version: 1 });
  expect(await page.save()).toBe(false);
  await vi.waitFor(() => expect(page.theirs.value).toBe("陈的"));
  expect([page.text.value, server.body]).toEqual(["我的", "陈的"]);
  await openAgain();
  await vi.waitFor(() => expect(page.theirs.value).toBe("陈的"));
  expect(page.text.value).toBe("我的");
});

it.each([
  ["append", "我的\n\n陈的\n"],
  ["mine", "我的"],
  ["theirs", "陈的"],
] as const)("goes on with %s once both were seen", async (how, text) => {
  await typed("我的");
  Object.assign(server, { body: "陈的", version: 1 });
  await page.save();
  await vi.waitFor(() => expect(page.theirs.value).toBe("陈的"));
  page.resolve(how);
  expect([page.text.value, page.theirs.value]).toEqual([text, null]);
  expect(await page.save()).toBe(true);
  expect(server).toMatchObject({ body: text, version: 2 });
});
