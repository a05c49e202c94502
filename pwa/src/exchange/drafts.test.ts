import { beforeEach, describe, expect, it } from "vitest";
import { me } from "../core/session.ts";
import type { Me } from "../core/shapes.ts";
import { dropDraft, freshDraft, keepDraft, recallDraft } from "./drafts.ts";

const become = (id: number) => (me.value = { id } as Me);

describe("what somebody writes", () => {
  beforeEach(() => {
    localStorage.clear();
    become(1);
  });

  it("is on this phone until it is dropped, with the id it will be sent by", () => {
    const draft = { ...freshDraft(), body: "怎么止血？" };
    expect(keepDraft("lesson-1", draft)).toBe(true);
    expect(recallDraft("lesson-1")).toEqual(draft);
    dropDraft("lesson-1");
    expect(recallDraft("lesson-1").body).toBe("");
    expect(recallDraft("lesson-1").operation_id).not.toBe(draft.operation_id);
  });

  it("stays apart by place and by member", () => {
    keepDraft("lesson-1", { ...freshDraft(), body: "我的" });
    expect(recallDraft("lesson-2").body).toBe("");
    become(2);
    expect(recallDraft("lesson-1").body).toBe("");
    become(1);
    expect(recallDraft("lesson-1").body).toBe("我的");
  });

  it("is no longer kept when all of it is wiped out", () => {
    keepDraft("lesson-1", { ...freshDraft(), body: "算了" });
    keepDraft("lesson-1", freshDraft());
    expect(localStorage.length).toBe(0);
  });

  it("begins anew where the store holds nonsense", () => {
    localStorage.setItem("muster.draft.1.lesson-1", "{");
    expect(recallDraft("lesson-1").body).toBe("");
  });

  it("is not called kept where the browser refuses", () => {
    const refusing = {
      setItem: () => {
        throw new DOMException("no", "QuotaExceededError");
      },
      removeItem: () => undefined,
    };
    expect(keepDraft("lesson-1", { ...freshDraft(), body: "字" }, refusing)).toBe(false);
  });
});
