/** The shapes of meetings, of their codes and boards, and of signing in. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type Meeting = Shapes["Meeting"];
export type MeetingPlan = Shapes["MeetingPlan"];
export type NewMeeting = Shapes["NewMeeting"];
export type Kind = Meeting["kind"];
export type Code = Shapes["Code"];
/** Who is in (newest first) and who is not. */
export type Board = Shapes["Board"];
export type Person = Shapes["Person"];
export type Arrival = Shapes["Arrival"];
export type Ticket = Shapes["Ticket"];
export type SignInReceipt = Shapes["SignIn"];

export const KINDS: Kind[] = ["branch_meeting", "study_meeting", "lecture", "activity", "other"];

/** What proves that one stood before the code: the code itself, the ticket it was exchanged for, or its six digits. */
export type Proof = { code: string } | { ticket: string } | { meeting_id: number; digits: string };
