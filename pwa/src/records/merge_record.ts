/** The list as it stands: what was frozen, with the corrections made since. */
import type { MeetingRecord, Row } from "./shapes.ts";

export interface RowNow extends Row {
  /** The number of the last correction that changed this row. */
  corrected: number | null;
}

export interface Counts {
  expected: number;
  came: number;
  late: number;
  on_leave: number;
  missing: number;
}

export function rowsNow(record: MeetingRecord): RowNow[] {
  const rows = new Map<number, RowNow>(record.content.list.map((row) => [row.member_id, { ...row, corrected: null }]));
  for (const { member, now, number } of record.corrections)
    if (member && now) rows.set(member.id, { ...now, corrected: number });
  return [...rows.values()];
}

export type Part = "came" | "on_leave" | "missing";
export const PARTS: Part[] = ["came", "on_leave", "missing"];

export function partOf({ arrival, leave }: Row): Part {
  if (arrival) return "came";
  return leave === "granted" ? "on_leave" : "missing";
}

export function countRows(rows: Row[]): Counts {
  const of = (part: Part) => rows.filter((row) => partOf(row) === part).length;
  const late = rows.filter(({ arrival }) => arrival && arrival.standing !== "on_time").length;
  return { expected: rows.length, came: of("came"), late, on_leave: of("on_leave"), missing: of("missing") };
}

/** `8f3a 21c0 9d44 e1b7`: enough to compare by eye. */
export function shortHash(sha256: string): string {
  return sha256.slice(0, 16).replace(/.{4}(?=.)/g, "$& ");
}
