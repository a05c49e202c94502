import { describe, expect, it } from "vitest";
import { deedsOf, sayState } from "./say_post.ts";
import type { Post } from "./shapes.ts";

const post = (facts: Partial<Post>) =>
  ({ state: "shown", mine: false, body: "字", hidden_reason: null, can: [], ...facts }) as Post;

describe("what is said of a post", () => {
  it("is nothing while anybody reads it", () => {
    expect(sayState(post({}))).toBe(null);
  });

  it("is the reason alone to whoever may know it", () => {
    const hidden = { state: "hidden", hidden_reason: "不够友善" } as const;
    expect(sayState(post({ ...hidden, mine: true }))).toContain("原因：不够友善");
    expect(sayState(post(hidden))).toContain("只有作者和负责的人看得到");
    expect(sayState(post({ state: "hidden", body: null }))).toBe("这条内容被隐藏了");
  });

  it("is that its author deleted it", () => {
    expect(sayState(post({ state: "deleted", body: null, mine: true }))).toBe("作者删除了这条内容");
  });
});

describe("the deeds behind “more”", () => {
  it("stand in a fixed order", () => {
    expect(deedsOf({ can: ["like", "delete", "edit"] })).toEqual(["edit", "delete"]);
  });

  it("leave out reporting where one may hide", () => {
    expect(deedsOf({ can: ["report", "hide"] })).toEqual(["hide"]);
    expect(deedsOf({ can: ["report"] })).toEqual(["report"]);
  });
});
