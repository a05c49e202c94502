import { expect, it } from "vitest";
import { sayDue } from "./say_due.ts";

const due = (day: string) => sayDue(day, "2026-11-23");

it("says the day as people do, and whether it is near", () => {
  expect(due("2026-11-23")).toEqual({ text: "今天前学完", tone: "soon" });
  expect(due("2026-11-24")).toEqual({ text: "明天前学完", tone: "soon" });
  expect(due("2026-11-27")).toEqual({ text: "周五前学完", tone: "soon" });
  expect(due("2026-12-20")).toEqual({ text: "12月20日前学完", tone: "far" });
});

it("says how long it is over", () => {
  expect(due("2026-11-20")).toEqual({ text: "已过期 3 天", tone: "over" });
});
