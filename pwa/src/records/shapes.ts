/** The shapes of what stays of a meeting. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type MeetingRecord = Shapes["Record"];
/** What was frozen when the meeting was closed. */
export type Content = Shapes["RecordContent"];
/** A member of the frozen list, and how they came. */
export type Row = Shapes["FrozenRow"];
export type Arrival = NonNullable<Row["arrival"]>;
export type Correction = Shapes["Correction"];
export type NewCorrection = Shapes["NewCorrection"];
export type Claim = Shapes["WaitingClaim"];
export type Minutes = Shapes["Minutes"];
export type Photo = Shapes["Photo"];
export type HandoverNow = Shapes["HandoverNow"];
export type Handover = Shapes["Handover"];
export type Matters = Shapes["Matters"];
export type MatterKind = keyof Matters;

export const MATTERS: MatterKind[] = [
  "not_closed",
  "waiting_claims",
  "leaves_to_decide",
  "invitations",
  "without_minutes",
  "planned",
];
export const MOST_PHOTOS = 12;
