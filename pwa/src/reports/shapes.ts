/** The shapes of reports. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type AttendanceRow = Shapes["Attendance"];

export const KINDS = ["study-hours", "attendance", "points", "targets", "hour-transfers"] as const;
export type Kind = (typeof KINDS)[number];
export type By = "member" | "branch" | "subtree";
export type FileFormat = "xlsx" | "csv" | "pdf";

/** Seconds where the kind is hours, 0 to 1 where it is percent; the heads come in both languages. */
export type Column = Shapes["Column"];

/** One line of any report: its cells by the names of the columns, and what it is about. */
export type Row = Record<string, unknown> & { member_id: number | null; organisation_id: number };

export interface ReportPage {
  as_of: string;
  /** To be asked for again as it was. */
  moment: string | null;
  columns: Column[];
  items: Row[];
  next: string | null;
}

export interface Query {
  organisation: number;
  first_day: string;
  last_day: string;
  by?: By;
  course?: number;
  rule?: string;
  meeting_kind?: string;
  as_of?: string;
}

/** What is offered of a kind. */
export interface Offered {
  kind: Kind;
  by: By[];
  filters: string[];
  formats: FileFormat[];
  as_of: boolean;
}

export interface Offer {
  kinds: Offered[];
  reason_above: number;
  keep_days: number;
  rules: { book: string; name: string }[];
}

export type RunState = Shapes["Run"]["state"];

/** A file that is being made or was made; many things of it are not known before it is ready. */
export type Run = Omit<Shapes["Run"], "query" | "kind"> & { query: Query; kind: Kind };

/** One line of the log of who took out what. */
export type Exported = Shapes["Export"];

/** Somebody took a report out in which I stand. */
export type MyExport = Shapes["MyExport"];
export type SavedReport = Shapes["SavedReport"];
export type Turn = NonNullable<SavedReport["last_turn"]>;

/** When a saved report is asked by itself: with a schedule and its day, or only by me. */
export interface SavedPlan {
  name: string;
  format: FileFormat;
  reason: string | null;
  schedule: "weekly" | "monthly" | null;
  day: number | null;
}

/** The book whose rules can be told apart in a report. */
export const BOOKS: Record<Kind, string> = {
  "study-hours": "hours",
  attendance: "",
  points: "points",
  targets: "hours",
  "hour-transfers": "hours",
};
