import { expect, it } from "vitest";
import { periodOf } from "./period.ts";

it("names the period a day lies in", () => {
  expect(periodOf("month", "2026-11-23")).toBe("2026-11");
  expect(periodOf("quarter", "2026-11-23")).toBe("2026-Q4");
  expect(periodOf("quarter", "2026-01-01")).toBe("2026-Q1");
  expect(periodOf("year", "2026-11-23")).toBe("2026");
  expect(periodOf("all", "2026-11-23")).toBe("all");
});
