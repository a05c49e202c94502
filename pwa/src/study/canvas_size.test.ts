import { expect, it } from "vitest";
import { canvasSize } from "./canvas_size.ts";

const A4 = { width: 595, height: 842 };

it("draws as sharp as the screen is", () => {
  expect(canvasSize(A4, 595, 2)).toBe(2);
});

it("never draws more pixels than a phone can hold", () => {
  const scale = canvasSize(A4, 3000, 3);
  expect(A4.width * A4.height * scale ** 2).toBeLessThanOrEqual(16_777_216.001);
});
