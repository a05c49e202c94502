/** The four parts of the board, in the order in which a secretary needs them. */

export const PARTS = ["missing", "in", "on_leave", "waiting"] as const;
export type Part = (typeof PARTS)[number];
