import { expect, it } from "vitest";
import { partInView, partToOpen } from "./text_parts.ts";

const part = (bottom: number) => ({ getBoundingClientRect: () => ({ bottom }) as DOMRect });

it("is in the first paragraph that is not yet above the top", () => {
  expect(partInView([part(-200), part(20), part(300), part(900)])).toBe(3);
  expect(partInView([part(300)])).toBe(1);
});

it("is in the last one when all are above, and in the first of none", () => {
  expect(partInView([part(-300), part(-10)])).toBe(2);
  expect(partInView([])).toBe(1);
});

it("opens where one was, and at the beginning after the end or a place that is no more", () => {
  expect(partToOpen(4, 9)).toBe(4);
  for (const place of [9, 12, 1, 0, null]) expect(partToOpen(place, 9)).toBe(1);
});
