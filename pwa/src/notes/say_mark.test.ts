import { expect, it } from "vitest";
import { sayMark } from "./say_mark.ts";

it("says a moment, a page, a paragraph, and nothing of the whole lesson", () => {
  expect(sayMark({ position_seconds: 205, part: null }, "video")).toBe("3:25");
  expect(sayMark({ position_seconds: null, part: 2 }, "pdf")).toBe("第 2 页");
  expect(sayMark({ position_seconds: null, part: 4 }, "text")).toBe("第 4 段");
  expect(sayMark({ position_seconds: null, part: null }, "text")).toBe("");
});
