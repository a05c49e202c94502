import { expect, it } from "vitest";
import { saySize } from "./say_size.ts";

it("says sizes as phones do", () => {
  expect([3_240_000_000, 120_400_000, 4_500_000, 130_000, 400].map(saySize)).toEqual([
    "3.2 GB",
    "120 MB",
    "4.5 MB",
    "0.1 MB",
    "不到 0.1 MB",
  ]);
});
