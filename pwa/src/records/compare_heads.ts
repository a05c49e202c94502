/** Compares the heads in the room with the names on the list. */

export interface Comparison {
  /** `unknown`: nobody has counted; `wrong`: what was typed is no count. */
  kind: "unknown" | "wrong" | "same" | "more" | "fewer";
  /** By how many the room differs from the list. */
  by: number;
  /** What to send to the server. */
  room: number | null;
}

export const LARGEST_HALL = 100_000;

export function compareHeads(typed: string, list: number): Comparison {
  const text = typed.trim();
  if (!text) return { kind: "unknown", by: 0, room: null };
  const room = Number(text);
  if (!/^\d{1,6}$/.test(text) || room > LARGEST_HALL) return { kind: "wrong", by: 0, room: null };
  const kind = room === list ? "same" : room > list ? "more" : "fewer";
  return { kind, by: Math.abs(room - list), room };
}

/** One head more or fewer, from what stands in the field; an empty field begins at the list's count. */
export function step(typed: string, by: number, list: number): string {
  const { room } = compareHeads(typed, list);
  return String(Math.min(LARGEST_HALL, Math.max(0, (room ?? list) + (room === null ? 0 : by))));
}
