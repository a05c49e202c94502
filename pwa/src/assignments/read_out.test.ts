import { expect, it } from "vitest";
import { readOut } from "./read_out.ts";
import type { Laggard, LaggardsPage } from "./shapes.ts";

const laggard = (name: string, lessons_done: number) => ({ name, lessons_done }) as Laggard;
const head = {
  assignment: { course: { id: 1, title: "急救入门" } },
  needed_lessons: 4,
  member_count: 10,
  finished_count: 7,
} as LaggardsPage;

it("names those together who have equally much left, most behind first", () => {
  expect(readOut(head, [laggard("王芳", 1), laggard("李强", 0), laggard("赵敏", 1)], "周五前学完")).toBe(
    "《急救入门》周五前学完，10 人中 7 人已学完。\n还差 4 节：李强\n还差 3 节：王芳、赵敏",
  );
});

it("says so when nobody lags", () => {
  expect(readOut({ ...head, finished_count: 10 }, [], "周五前学完")).toBe(
    "《急救入门》周五前学完，10 人中 10 人已学完。",
  );
});
