/** The shapes of study: what a phone measured, and what the server says to it. */
import type { components } from "../core/api.d.ts";
import type { StoredSegment } from "../core/db.ts";

type Shapes = components["schemas"];

/** A segment as the server takes it; what else is stored on the phone stays there. */
export type SegmentOut = Omit<StoredSegment, "member_id" | "state" | "lesson_title"> & { signature?: string };

export type Receipt = Shapes["Receipt"];
/** `held`: it does not look true, so the secretary decides. */
export type Outcome = Receipt["outcome"];
export type StudyReceipt = Shapes["StudyReceipt"];
