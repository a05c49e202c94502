import { expect, it } from "vitest";
import { changed, rebase } from "./editing.ts";

const base = { title: "题", body: "文", optional: false };

it("names what was changed, and nothing else", () => {
  expect(changed({ ...base, body: "新文" }, base)).toEqual({ body: "新文" });
  expect(changed({ ...base }, base)).toEqual({});
});

it("follows the server where nothing was typed", () => {
  const theirs = { ...base, title: "他们的题" };
  expect(rebase(base, base, theirs)).toEqual({ fields: theirs, clashes: [] });
});

it("keeps what was typed beside what others changed elsewhere", () => {
  const { fields, clashes } = rebase({ ...base, body: "我的" }, base, { ...base, title: "他们的题" });
  expect(fields).toEqual({ title: "他们的题", body: "我的", optional: false });
  expect(clashes).toEqual([]);
});

it("keeps what was typed and says so where both changed the same", () => {
  const { fields, clashes } = rebase({ ...base, body: "我的" }, base, { ...base, body: "他们的" });
  expect(fields.body).toBe("我的");
  expect(clashes).toEqual(["body"]);
});

it("sees no clash where both wrote the same", () => {
  expect(rebase({ ...base, body: "一样" }, base, { ...base, body: "一样" }).clashes).toEqual([]);
});
