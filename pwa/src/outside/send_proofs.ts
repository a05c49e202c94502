/** Sends photos one after the other: each is made small on this phone; what can't be a photo is left out. */
import type { Answer, Problem } from "../core/problems.ts";

const NO_PHOTO = ["photo_unreadable", "photo_too_large", "too_large"];

export interface Sent {
  /** What is still on this phone only. */
  left: File[];
  leftOut: number;
  problem: Problem | null;
}

/** Stops at the first that could not be sent; `tell` hears how many are through. */
export async function sendProofs(
  files: File[],
  send: (file: File) => Promise<Answer<unknown>>,
  tell: (done: number) => void = () => {},
): Promise<Sent> {
  let leftOut = 0;
  for (const [at, file] of files.entries()) {
    tell(at);
    const answer = await send(file);
    if (answer.ok) continue;
    if (!NO_PHOTO.includes(answer.problem.code)) return { left: files.slice(at), leftOut, problem: answer.problem };
    leftOut += 1;
  }
  return { left: [], leftOut, problem: null };
}
