import { expect, it } from "vitest";
import type { Minutes } from "./shapes.ts";
import { append, weigh } from "./weigh_minutes.ts";

const server = (version: number, body = "服务器的文字"): Minutes => ({
  body: version ? body : "",
  version,
  updated_at: null,
  updated_by: null,
  template: "模板",
});

it("begins with the template where nobody has written", () => {
  expect(weigh(null, server(0))).toEqual({ text: "模板", version: 0, theirs: null, unsaved: false });
});

it("shows what the server has where this phone has nothing of its own", () => {
  expect(weigh(null, server(3))).toEqual({ text: "服务器的文字", version: 3, theirs: null, unsaved: false });
});

it("goes on with the draft, over the version it was written on", () => {
  expect(weigh({ body: "草稿", version: 3 }, server(3))).toMatchObject({ text: "草稿", theirs: null, unsaved: true });
});

it("keeps the draft and shows the other text where somebody has saved meanwhile", () => {
  expect(weigh({ body: "草稿", version: 2 }, server(3))).toEqual({
    text: "草稿",
    version: 3,
    theirs: "服务器的文字",
    unsaved: true,
  });
});

it("is not led astray by an old copy of the page", () => {
  expect(weigh({ body: "草稿", version: 3 }, server(2))).toMatchObject({ text: "草稿", version: 3, theirs: null });
});

it("goes on without a network from the draft alone", () => {
  expect(weigh({ body: "草稿", version: 2 }, null)).toMatchObject({ text: "草稿", version: 2, unsaved: true });
  expect(weigh(null, null)).toBeNull();
});

it("takes a draft that has reached the server for saved", () => {
  expect(weigh({ body: "服务器的文字", version: 2 }, server(3))).toMatchObject({ version: 3, unsaved: false });
});

it("loses nothing when it puts both together", () => {
  expect(append("我的\n\n", "\n对方的")).toBe("我的\n\n对方的\n");
});
