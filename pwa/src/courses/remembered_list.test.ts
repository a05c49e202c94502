import { expect, it } from "vitest";
import { OFFLINE, refused, type Answer } from "../core/problems.ts";
import { orRecall, rememberAnswer } from "./remembered_list.ts";

const unreached: Answer<string[]> = refused(OFFLINE);

it("answers from the copy while the server can't be reached", async () => {
  await rememberAnswer({ ok: true, data: ["a", "b"] }, "courses");
  const kept = await orRecall(unreached, "courses", (copy: string[]) => copy.filter((word) => word === "b"));
  expect(kept.answer).toEqual({ ok: true, data: ["b"] });
  expect(kept.staleSince).toBeGreaterThan(0);
});

it("says so when it never saw the list", async () => {
  expect(await orRecall(unreached, "never-seen")).toEqual({ answer: unreached, staleSince: null });
});

it("keeps a fresh answer as it is, and a refusal refused", async () => {
  await rememberAnswer({ ok: true, data: ["old"] }, "courses");
  const fresh: Answer<string[]> = { ok: true, data: ["new"] };
  const forbidden: Answer<string[]> = refused({ code: "forbidden", status: 403 });
  expect(await orRecall(fresh, "courses")).toEqual({ answer: fresh, staleSince: null });
  expect(await orRecall(forbidden, "courses")).toEqual({ answer: forbidden, staleSince: null });
});
