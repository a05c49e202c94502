/** Moves a lesson to another place of the order. */

/** The ids with the one at `from` moved to `to`; the same list where there is no such place. */
export function moved(ids: number[], from: number, to: number): number[] {
  if (from === to || from < 0 || to < 0 || from >= ids.length || to >= ids.length) return ids;
  const rest = ids.filter((_, place) => place !== from);
  return [...rest.slice(0, to), ids[from]!, ...rest.slice(to)];
}
