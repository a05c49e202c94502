/** Keeps the first page of a list on this phone, and answers from it when the server can't be reached. */
import type { Answer } from "../core/problems.ts";
import { recall, remember } from "../core/remembered.ts";

export interface Kept<T> {
  answer: Answer<T>;
  /** When an old copy was true (ms); null when the answer is fresh. */
  staleSince: number | null;
}

/** Only what the server could not be asked for is taken from the copy; what it refuses stays refused. */
export async function orRecall<T>(answer: Answer<T>, key: string, pick = (copy: T) => copy): Promise<Kept<T>> {
  const copy = !answer.ok && isUnreached(answer.problem.code) ? await recall<T>(key) : null;
  return copy ? { answer: { ok: true, data: pick(copy.value) }, staleSince: copy.at } : { answer, staleSince: null };
}

export async function rememberAnswer<T>(answer: Answer<T>, key: string): Promise<void> {
  if (answer.ok) await remember(key, answer.data);
}

function isUnreached(code: string): boolean {
  return code === "offline" || code === "unreachable";
}
