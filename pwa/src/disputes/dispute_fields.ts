/** What stands in the form of a dispute, and what is wrong with it. */
import type { NewDispute } from "./shapes.ts";

export interface DisputeFields {
  book: string;
  day: string;
  title: string;
  words: string;
}

const SHORTEST_WORDS = 5;
const SHORTEST_TITLE = 2;

/** One line: the server keeps no line breaks here. */
const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** The fields that have to be put right; of an entry that stands, only the words are asked for. */
export function faultsOf(
  { day, title, words }: DisputeFields,
  { today, entryId }: { today: string; entryId: number | null },
): (keyof DisputeFields)[] {
  const missing = entryId === null;
  const wrong: (keyof DisputeFields)[] = [];
  if (missing && (!day || day > today)) wrong.push("day");
  if (missing && oneLine(title).length < SHORTEST_TITLE) wrong.push("title");
  if (oneLine(words).length < SHORTEST_WORDS) wrong.push("words");
  return wrong;
}

export function toDispute(
  { book, day, title, words }: DisputeFields,
  { operation_id, entryId }: { operation_id: string; entryId: number | null },
): NewDispute {
  const about = entryId
    ? { entry_id: entryId, day: null, title: "", book: "points" as const }
    : { entry_id: null, day, title: oneLine(title), book: book as NewDispute["book"] };
  return { operation_id, words: oneLine(words), ...about };
}
