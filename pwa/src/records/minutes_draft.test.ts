import { beforeEach, expect, it, vi } from "vitest";
import { db } from "../core/db.ts";
import { me } from "../core/session.ts";
import type { Me } from "../core/shapes.ts";
import { dropDraft, keepDraft, recallDraft } from "./minutes_draft.ts";

const member = (id: number) => ({ id }) as Me;

beforeEach(async () => {
  await db.settings.clear();
  me.value = member(1);
});

it("keeps the newest text of each meeting", async () => {
  await keepDraft(7, { body: "一", version: 0 });
  await keepDraft(7, { body: "一二", version: 0 });
  await keepDraft(8, { body: "别的会", version: 3 });
  expect(await recallDraft(7)).toEqual({ body: "一二", version: 0 });
  expect(await recallDraft(8)).toEqual({ body: "别的会", version: 3 });
});

it("shows nobody the draft of another member on the same phone", async () => {
  await keepDraft(7, { body: "李的草稿", version: 0 });
  me.value = member(2);
  expect(await recallDraft(7)).toBeNull();
  me.value = member(1);
  expect(await recallDraft(7)).toEqual({ body: "李的草稿", version: 0 });
});

it("is gone once the server has it", async () => {
  await keepDraft(7, { body: "一", version: 0 });
  await dropDraft(7);
  expect(await recallDraft(7)).toBeNull();
});

it("says so where the browser keeps nothing", async () => {
  vi.spyOn(db.settings, "put").mockRejectedValueOnce(new Error("no storage"));
  expect(await keepDraft(7, { body: "一", version: 0 })).toBe(false);
});
