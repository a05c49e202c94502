import { expect, it, vi } from "vitest";
import { markOf } from "./file_mark.ts";

const file = (content: string, name = "a.mp4", lastModified = 1) => new File([content], name, { lastModified });

it("knows the same file again, and no other", async () => {
  const mark = await markOf(file("甲".repeat(100_000)));
  expect(await markOf(file("甲".repeat(100_000)))).toBe(mark);
  const others = [
    file("甲".repeat(99_999) + "乙"),
    file("甲".repeat(100_000), "b.mp4"),
    file("甲".repeat(100_000), "a.mp4", 2),
  ];
  for (const other of others) expect(await markOf(other)).not.toBe(mark);
});

it("is short enough for the server, also where the browser has no fingerprints", async () => {
  vi.stubGlobal("crypto", {});
  expect((await markOf(file("甲", `${"长".repeat(300)}.mp4`))).length).toBeLessThanOrEqual(200);
  vi.unstubAllGlobals();
});
