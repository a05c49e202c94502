/** The paragraphs of a text on the page: which one is being looked at, and how to get to one. */

/** Paragraphs above this many pixels are out of sight, or as good as. */
const TOP = 90;

/** From 1: the first paragraph that is not yet above the top of the screen. */
export function partInView(parts: Pick<Element, "getBoundingClientRect">[], top = TOP): number {
  const found = parts.findIndex((part) => part.getBoundingClientRect().bottom > top);
  return found < 0 ? Math.max(1, parts.length) : found + 1;
}

/** The last place of all is where one is done: going on means starting over. */
export function partToOpen(part: number | null, count: number): number {
  return part && part > 1 && part < count ? part : 1;
}
