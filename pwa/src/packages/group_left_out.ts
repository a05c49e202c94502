/** Puts what a package holds and Muster leaves out under its reasons. */
import type { Problem } from "../core/problems.ts";
import type { LeftOut, Why } from "./shapes.ts";

export interface Reason {
  why: Why;
  titles: string[];
}

/** Every reason once, in the order in which it first comes. */
export function groupLeftOut(leftOut: LeftOut[]): Reason[] {
  const reasons = new Map<Why, string[]>();
  for (const { title, why } of leftOut) reasons.set(why, [...(reasons.get(why) ?? []), title]);
  return [...reasons].map(([why, titles]) => ({ why, titles }));
}

/** Where nothing of a package could be taken, the refusal names each thing: `第一课: quiz`. */
export function leftOutOf(problem: Problem | null): LeftOut[] {
  if (problem?.code !== "package_empty") return [];
  return (problem.errors ?? []).map(({ detail }) => {
    const end = detail.lastIndexOf(": ");
    return { title: detail.slice(0, end), why: detail.slice(end + 2) as Why };
  });
}
