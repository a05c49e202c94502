/** The shapes of meetings, of their codes and boards, and of signing in. */
import type { Named } from "../core/shapes.ts";

export const KINDS = ["branch_meeting", "study_meeting", "lecture", "activity", "other"] as const;
export type Kind = (typeof KINDS)[number];

export interface Meeting {
  id: number;
  title: string;
  kind: Kind;
  place: string;
  starts_at: string;
  ends_at: string;
  organisation: Named;
  state: "planned" | "open" | "closed";
  my: { expected: boolean; signed_in_at: string | null };
  expected_count: number;
  signed_in_count: number;
  can: string[];
}

export interface MeetingPlan {
  title: string;
  kind: Kind;
  place: string;
  starts_at: string;
  ends_at: string;
}

export interface NewMeeting extends MeetingPlan {
  organisation_id: number;
}

export interface Code {
  url: string;
  qr_svg: string;
  digits: string;
  left_ms: number;
  digits_left_ms: number;
  slot_ms: number;
}

export interface Person {
  member_id: number;
  name: string;
}

export interface Arrival extends Person {
  signed_in_at: string;
  method: "code" | "digits" | "by_hand";
  reason: string | null;
}

export interface Board {
  meeting: Meeting;
  missing: Person[];
  /** Newest first. */
  signed_in: Arrival[];
}

export interface Ticket {
  ticket: string;
  expires_in: number;
  meeting: { id: number; title: string; place: string; starts_at: string };
}

/** What proves that one stood before the code: the code itself, the ticket it was exchanged for, or its six digits. */
export type Proof = { code: string } | { ticket: string } | { meeting_id: number; digits: string };

export interface SignInReceipt {
  meeting_id: number;
  title: string;
  signed_in_at: string;
  already: boolean;
  method: Arrival["method"];
  credited_seconds: number;
  points: number;
}
