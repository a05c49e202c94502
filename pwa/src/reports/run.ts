/** A file that is being made: whether it is under way, how far it is, and how to wait for it. */
import type { Answer } from "../core/problems.ts";
import type { Run, RunState } from "./shapes.ts";

const UNDER_WAY: RunState[] = ["waiting", "running"];

export const isUnderWay = ({ state }: Pick<Run, "state">) => UNDER_WAY.includes(state);

/** 0 to 1; null while nobody knows how much there is to do. */
export function doneShare({ rows_done, rows_total }: Pick<Run, "rows_done" | "rows_total">): number | null {
  return rows_total ? Math.min(1, rows_done / rows_total) : null;
}

const FIRST_WAIT_MS = 700;
const LONGEST_WAIT_MS = 5_000;

/** Often at first, since most are quick; then every five seconds. */
export const waitMs = (asked: number) => Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 1.5 ** asked);

export interface Following {
  ask: (id: number) => Promise<Answer<Run>>;
  rest: (ms: number) => Promise<unknown>;
  /** Nobody looks any more. */
  isOver: () => boolean;
}

/** Asks again until it is made, and tells each step; a network that is gone for a while is waited out. */
export async function followRun(run: Run, tell: (run: Run) => void, { ask, rest, isOver }: Following): Promise<void> {
  for (let asked = 0, now = run; isUnderWay(now); asked++) {
    await rest(waitMs(asked));
    if (isOver()) return;
    const answer = await ask(run.id);
    if (isOver() || (!answer.ok && answer.problem.code !== "offline" && answer.problem.status !== 503)) return;
    if (answer.ok) tell((now = answer.data));
  }
}
