/** Turns what went wrong into one sentence a member can act on. */
import { sayDuration } from "./format.ts";
import { i18n } from "./i18n.ts";

/** The server's `application/problem+json`, or what stood in the way of reaching it (`offline`, `unreadable`). */
export interface Problem {
  code: string;
  status?: number;
  detail?: string;
  errors?: { pointer: string; detail: string }[];
  request_id?: string;
  retry_after?: number;
}

export type Answer<T> = { ok: true; data: T } | { ok: false; problem: Problem };

export const OFFLINE: Problem = { code: "offline" };

export function refused(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}

/** The sentence for a problem; unknown ones get a general sentence and the number to ask for help with. */
export function sentence(problem: Problem): string {
  const { t, te } = i18n.global;
  const key = `problem.${problem.code}`;
  const seconds = problem.retry_after ?? 60;
  if (te(key)) return t(key, { seconds, wait: sayDuration(Math.ceil(seconds / 60) * 60) });
  return problem.request_id ? t("problem.unknown_with_number", { number: shortNumber(problem) }) : t("problem.unknown");
}

/** Eight characters are enough to find a request in the log, and few enough to read out on the telephone. */
export function shortNumber(problem: Problem): string {
  return problem.request_id?.slice(0, 8) ?? "";
}

/** What the server says about each field: `/login` → `login`. */
export function fieldProblems(problem: Problem): Record<string, string> {
  const entries = problem.errors?.map(({ pointer, detail }) => [pointer.replace(/^\//, ""), detail]) ?? [];
  return Object.fromEntries(entries) as Record<string, string>;
}
