import { expect, it } from "vitest";
import { beginLines, insertBlock, wrap } from "./markdown_marks.ts";
import { minutesOf, secondsOf } from "./minutes.ts";
import { moved } from "./move_lesson.ts";
import { saySize } from "./say_size.ts";

it("moves a lesson to another place, and nowhere beyond the ends", () => {
  expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3]);
  expect(moved([1, 2, 3], 2, 0)).toEqual([3, 1, 2]);
  const ids = [1, 2, 3];
  for (const [from, to] of [
    [0, -1],
    [2, 3],
    [1, 1],
    [9, 0],
  ] as const)
    expect(moved(ids, from, to)).toBe(ids);
});

it("marks what is selected, or puts a word there to be replaced", () => {
  expect(wrap({ text: "先看安全", from: 2, to: 4 }, "**", "重点")).toEqual({ text: "先看**安全**", from: 4, to: 6 });
  const at = wrap({ text: "", from: 0, to: 0 }, "**", "重点");
  expect([at.text, at.text.slice(at.from, at.to)]).toEqual(["**重点**", "重点"]);
});

it("begins every marked line, and takes it away again", () => {
  const listed = beginLines({ text: "一\n二\n三", from: 0, to: 3 }, "- ");
  expect(listed.text).toBe("- 一\n- 二\n三");
  expect(beginLines({ text: listed.text, from: listed.from, to: listed.to }, "- ").text).toBe("一\n二\n三");
  expect(beginLines({ text: "一\n二", from: 3, to: 3 }, "## ").text).toBe("一\n## 二");
});

it("puts a picture in a paragraph of its own", () => {
  expect(insertBlock({ text: "前\n后", from: 1, to: 1 }, "![x](y)").text).toBe("前\n\n![x](y)\n\n后");
  expect(insertBlock({ text: "", from: 0, to: 0 }, "![x](y)").text).toBe("![x](y)");
});

it("reads minutes as people type them, and says them so that nothing is lost", () => {
  expect([secondsOf("2.5"), secondsOf(" 1,5 "), secondsOf("0.001")]).toEqual([150, 90, 1]);
  for (const nothing of ["", " ", "x", "-1", "0", "Infinity"]) expect(secondsOf(nothing)).toBeNull();
  for (let seconds = 1; seconds <= 86_400; seconds += 7) expect(secondsOf(minutesOf(seconds))).toBe(seconds);
});

it("says sizes the way phones do", () => {
  expect([900, 250_000, 1_136_137, 27_400_000, 1_400_000_000].map(saySize)).toEqual([
    "1 KB",
    "250 KB",
    "1.1 MB",
    "27 MB",
    "1.4 GB",
  ]);
});
