import { expect, it } from "vitest";
import type { HandoverNow } from "../records/shapes.ts";
import { rowsOf } from "./matters.ts";

const meeting = (meeting_id: number, waiting: number) => ({ meeting_id, title: "讲座", starts_at: "", waiting });
const none = {
  not_closed: [],
  waiting_claims: [],
  leaves_to_decide: [],
  invitations: [],
  without_minutes: [],
  planned: [],
};
const rows = (matters: Partial<HandoverNow["matters"]>, due = false) =>
  rowsOf({ id: 7, name: "第一支部" }, { due, matters: { ...none, ...matters } });

it("asks for nothing that is not to be decided", () => {
  expect(rows({ planned: [meeting(1, 1)], not_closed: [meeting(2, 1)], without_minutes: [meeting(3, 1)] })).toEqual([]);
});

it("tells how many wait at each meeting, the hand-over first", () => {
  const found = rows({ leaves_to_decide: [meeting(4, 2)], invitations: [meeting(5, 1)] }, true);
  expect(found.map(({ word, n }) => [word, n])).toEqual([
    ["handover", 1],
    ["leaves", 2],
    ["invitation", 1],
  ]);
});

it("leads a claim to its meeting while that is open, and to its record afterwards", () => {
  const found = rows({ waiting_claims: [meeting(1, 3), meeting(2, 1)], not_closed: [meeting(1, 1)] });
  expect(found.map(({ to }) => (to as { name: string }).name)).toEqual(["meeting", "record"]);
});
