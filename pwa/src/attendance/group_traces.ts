/** Puts together what was one deed: a report looks at many meetings at once, and is told as one look at all of them. */
import type { Trace } from "./shapes.ts";

export interface Deed {
  trace: Trace;
  /** The titles of all meetings it was about, newest first. */
  about: string[];
}

export function groupTraces(traces: Trace[]): Deed[] {
  const deeds: Deed[] = [];
  for (const trace of traces) {
    const last = deeds.at(-1);
    if (last && isOneDeed(last.trace, trace)) last.about.push(trace.about);
    else deeds.push({ trace, about: trace.about ? [trace.about] : [] });
  }
  return deeds;
}

function isOneDeed(one: Trace, other: Trace): boolean {
  return one.kind === "look" && (["kind", "word", "name", "at"] as const).every((part) => one[part] === other[part]);
}
