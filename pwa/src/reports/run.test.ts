import { expect, it } from "vitest";
import { OFFLINE, refused, type Answer } from "../core/problems.ts";
import { doneShare, followRun, isUnderWay, waitMs } from "./run.ts";
import type { Run } from "./shapes.ts";

const run = (state: Run["state"], rows_done = 0): Run => ({ id: 1, state, rows_done, rows_total: 10 }) as Run;
const ok = (data: Run): Answer<Run> => ({ ok: true, data });

async function follow(answers: Answer<Run>[], isOver = () => false): Promise<Run["state"][]> {
  const told: Run["state"][] = [];
  const ask = () => Promise.resolve(answers.shift()!);
  const rest = () => Promise.resolve();
  await followRun(run("waiting"), ({ state }) => told.push(state), { ask, rest, isOver });
  return told;
}

it.each([
  ["waiting", true],
  ["running", true],
  ["ready", false],
  ["failed", false],
  ["cancelled", false],
  ["expired", false],
] as const)("%s is under way: %s", (state, underWay) => {
  expect(isUnderWay({ state })).toBe(underWay);
});

it("knows how far it is once it is known how much there is", () => {
  expect(doneShare({ rows_done: 5, rows_total: 20 })).toBe(0.25);
  expect(doneShare({ rows_done: 25, rows_total: 20 })).toBe(1);
  expect(doneShare({ rows_done: 5, rows_total: null })).toBeNull();
});

it("asks often at first and every five seconds at most", () => {
  expect(waitMs(0)).toBe(700);
  expect(waitMs(20)).toBe(5000);
});

it("tells each step until it is made", async () => {
  expect(await follow([ok(run("running")), ok(run("running", 5)), ok(run("ready"))])).toEqual([
    "running",
    "running",
    "ready",
  ]);
});

it("waits out a network that is gone, and ends where the file is", async () => {
  expect(await follow([refused(OFFLINE), ok(run("ready"))])).toEqual(["ready"]);
  expect(await follow([refused({ code: "not_found", status: 404 })])).toEqual([]);
});

it("asks nothing any more when nobody looks", async () => {
  expect(await follow([], () => true)).toEqual([]);
});
