/** Gathers the hours book as people read it: what was studied in one lesson on one day is one line, not one a minute. */
import type { Entry } from "../core/shapes.ts";

/** Neighbours only, so that lines stay where they are while more of the book is read. */
export function byDay(entries: Entry[]): Entry[] {
  return entries.reduce<Entry[]>((lines, entry) => {
    const last = lines.at(-1);
    return last && belongTogether(last, entry)
      ? [...lines.slice(0, -1), { ...last, amount: last.amount + entry.amount }]
      : [...lines, entry];
  }, []);
}

/** A booking with a reason was made by somebody, and stands for itself. */
function belongTogether(one: Entry, other: Entry): boolean {
  const isSame = one.title === other.title && one.day === other.day && one.rule === other.rule;
  return isSame && !one.reason && !other.reason;
}
