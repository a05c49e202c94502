import { expect, it } from "vitest";
import { OFFLINE, refused } from "../core/problems.ts";
import { askOrRecall } from "./remembered_list.ts";

it("shows the last known list while the server can't be reached", async () => {
  await askOrRecall("courses", async () => ({ ok: true, data: ["a"] }));
  const kept = await askOrRecall<string[]>("courses", async () => refused(OFFLINE));
  expect(kept.answer).toEqual({ ok: true, data: ["a"] });
  expect(kept.staleSince).toBeGreaterThan(0);
});

it("says so when it never saw the list", async () => {
  const kept = await askOrRecall("never-seen", async () => refused(OFFLINE));
  expect(kept).toEqual({ answer: refused(OFFLINE), staleSince: null });
});

it("does not answer a refusal with an old copy", async () => {
  await askOrRecall("forbidden", async () => ({ ok: true, data: ["a"] }));
  const kept = await askOrRecall("forbidden", async () => refused({ code: "forbidden", status: 403 }));
  expect(kept.answer.ok).toBe(false);
});
