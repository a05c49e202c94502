/** The shapes of study: what a phone measured, and what the server says to it. */
import type { StoredSegment } from "../core/db.ts";
import type { Progress } from "../courses/shapes.ts";

/** A segment as the server takes it; what else is stored on the phone stays there. */
export type SegmentOut = Omit<StoredSegment, "member_id" | "state" | "lesson_title">;

export type Outcome = "counted" | "partly_counted" | "duplicate" | "conflict" | "refused" | "retry_later";

export interface Receipt {
  id: string;
  outcome: Outcome;
  counted_seconds: number;
  reason: string | null;
}

export interface StudyReceipt {
  items: Receipt[];
  counted_today_seconds: number;
  counted_year_seconds: number;
  lessons: (Progress & { lesson_id: number })[];
}
