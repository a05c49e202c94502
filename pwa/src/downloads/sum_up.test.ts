import { expect, it } from "vitest";
import type { StoredDownload } from "../core/db.ts";
import { wish } from "./a_lesson.ts";
import { sumUp } from "./sum_up.ts";

const row = (lesson_id: number, changes: Partial<StoredDownload>) =>
  ({ lesson_id, state: "complete", bytes: 20, kept_bytes: 20, ...changes }) as StoredDownload;
const wishes = [wish(1, 10), wish(2, 30)];

it("says the size before anything was asked for", () => {
  expect(sumUp(wishes, [])).toMatchObject({ state: "none", lessons: 2, here: 0, bytes: 40, kept_bytes: 0 });
});

it("is coming until the last of it is here", () => {
  const coming = row(2, { state: "waiting", bytes: 30, kept_bytes: 5 });
  expect(sumUp(wishes, [row(1, {}), coming])).toMatchObject({ state: "coming", here: 1, bytes: 50, kept_bytes: 25 });
  expect(sumUp(wishes, [row(1, {}), row(2, {})])).toMatchObject({ state: "here", here: 2, bytes: 40, kept_bytes: 40 });
});

it("says why something could not be taken, and offers what is new in a course", () => {
  expect(sumUp(wishes, [row(1, {}), row(2, { state: "refused", refused: "storage_full" })])).toMatchObject({
    state: "refused",
    refused: "storage_full",
  });
  expect(sumUp(wishes, [row(1, {})])).toMatchObject({ state: "none", here: 1 });
});

it("takes nothing for here where there is nothing", () => {
  expect(sumUp([], [row(1, {})])).toMatchObject({ state: "none", bytes: 0 });
});
