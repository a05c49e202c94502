/** What a bar of attendance shows: of those expected, who came by a sure mark, by an approved claim, by hand. */
import type { AttendanceRow } from "./shapes.ts";

/** From here on the level above should ask why so many are entered by hand. */
export const MUCH_BY_HAND = 0.2;

export interface Segment {
  kind: "sure" | "claimed" | "by_hand";
  /** Of those expected, 0 to 1. */
  width: number;
}

type Counted = Pick<AttendanceRow, "expected" | "assurances">;

export function segmentsOf({ expected, assurances: { A, B, C, D } }: Counted): Segment[] {
  if (!expected) return [];
  const parts: [Segment["kind"], number][] = [
    ["sure", A + B],
    ["claimed", C],
    ["by_hand", D],
  ];
  return parts.filter(([, count]) => count).map(([kind, count]) => ({ kind, width: count / expected }));
}

export function muchByHand({ share_d }: Pick<AttendanceRow, "share_d">): boolean {
  return (share_d ?? 0) >= MUCH_BY_HAND;
}

/** The figures worth a word: those that are not nought. */
export function remarksOf(row: AttendanceRow): { word: string; count: number }[] {
  const words = ["late", "left_early", "on_leave", "absent", "undecided", "corrections"] as const;
  return words.map((word) => ({ word, count: row[word] })).filter(({ count }) => count > 0);
}
