import { expect, it } from "vitest";
import { countRows, partOf, rowsNow, shortHash } from "./merge_record.ts";
import type { Arrival, Correction, MeetingRecord, Row } from "./shapes.ts";

const arrival = (standing: Arrival["standing"] = "on_time"): Arrival => ({
  sign_in_id: 1,
  at: "2026-11-24T11:00:00.000000Z",
  received_at: "2026-11-24T11:00:00.000000Z",
  method: "code",
  assurance: "A",
  standing,
  credited_seconds: 5400,
  by: null,
  reason: null,
});

const row = (member_id: number, changes: Partial<Row> = {}): Row => ({
  member_id,
  name: `成员${member_id}`,
  branch: { id: 1, name: "青枫里支部" },
  guest: false,
  arrival: null,
  signed_out: null,
  leave: null,
  checks: [],
  marks: [],
  ...changes,
});

const correction = (number: number, now: Row): Correction =>
  ({ number, member: { id: now.member_id, name: now.name }, now }) as Correction;

const record = (list: Row[], corrections: Correction[]): MeetingRecord =>
  ({ content: { list }, corrections }) as unknown as MeetingRecord;

it("shows a member as the last correction left them, in the place they had", () => {
  const now = rowsNow(
    record(
      [row(1), row(2, { arrival: arrival() }), row(3)],
      [correction(1, row(1, { arrival: arrival() })), correction(2, row(2)), correction(3, row(1))],
    ),
  );
  expect(now.map(({ member_id, corrected }) => [member_id, corrected])).toEqual([
    [1, 3],
    [2, 2],
    [3, null],
  ]);
  expect(now.map(partOf)).toEqual(["missing", "missing", "missing"]);
});

it("passes over corrections that are about nobody", () => {
  const minutes = { number: 1, member: null, now: null } as Correction;
  expect(rowsNow(record([row(1)], [minutes]))[0]!.corrected).toBeNull();
});

it("counts who came in spite of a leave as come", () => {
  const rows = [
    row(1, { arrival: arrival("late"), leave: "granted" }),
    row(2, { arrival: arrival() }),
    row(3, { leave: "granted" }),
    row(4, { leave: "asked" }),
    row(5),
  ];
  expect(countRows(rows)).toEqual({ expected: 5, came: 2, late: 1, on_leave: 1, missing: 2 });
});

it("writes a hash so that people can compare it", () => {
  expect(shortHash("8f3a21c09d44e1b7aa00")).toBe("8f3a 21c0 9d44 e1b7");
});
