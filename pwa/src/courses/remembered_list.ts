/** Keeps the first page of a list on this phone, and shows it when the server can't be reached. */
import type { Answer } from "../core/problems.ts";
import { recall, remember } from "../core/remembered.ts";

export interface Kept<T> {
  answer: Answer<T>;
  /** When an old copy was true (ms); null when the answer is fresh. */
  staleSince: number | null;
}

/** Only what the server could not be asked for is taken from the copy; what it refuses stays refused. */
export async function askOrRecall<T>(key: string, ask: () => Promise<Answer<T>>): Promise<Kept<T>> {
  const answer = await ask();
  if (answer.ok) await remember(key, answer.data);
  const copy = !answer.ok && isUnreached(answer.problem.code) ? await recall<T>(key) : null;
  return copy ? { answer: { ok: true, data: copy.value }, staleSince: copy.at } : { answer, staleSince: null };
}

function isUnreached(code: string): boolean {
  return code === "offline" || code === "unreachable";
}
