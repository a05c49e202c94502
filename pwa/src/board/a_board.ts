/** For tests: a board of a small branch, and marks made on this phone. */
import type { StoredMark } from "../core/db.ts";
import type { Meeting } from "../meetings/shapes.ts";
import type { Arrival, Board, OnLeave, Person } from "./shapes.ts";

export const MEETING = 4_000_000_001;
const person = (member_id: number, name: string): Person => ({ member_id, name, branch: null, guest: false });
export const wang = person(2, "王建国");
export const zhao = person(3, "赵敏");
export const sun = person(4, "孙丽");

export const arrival = (who: Person): Arrival => ({
  ...who,
  sign_in_id: who.member_id * 10,
  method: "code",
  assurance: "A",
  standing: "on_time",
  signed_in_at: "2026-11-23T11:02:00Z",
  signed_out_at: null,
  left_early: false,
  by: null,
  reason: null,
  also: [],
});

export function aBoard(parts: Partial<Board> = {}): Board {
  const on_leave: OnLeave[] = [{ ...sun, state: "granted", reason: "住院", may_decide: false }];
  return {
    meeting: { id: MEETING, can: ["mark", "undo"], state: "open" } as unknown as Meeting,
    missing: [wang],
    signed_in: [arrival(zhao)],
    on_leave,
    waiting: [],
    checks: [],
    shares: { A: 1, B: 0, C: 0, D: 0 },
    ...parts,
  };
}

export const aMark = (mark: Partial<StoredMark> = {}): StoredMark => ({
  operation_id: "a",
  meeting_id: MEETING,
  marked_by: 1,
  kind: "in",
  member_id: wang.member_id,
  name: wang.name,
  reason: "没带手机",
  at: 0,
  ...mark,
});
