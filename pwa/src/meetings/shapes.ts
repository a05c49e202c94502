/** The shapes of meetings. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type Meeting = Shapes["Meeting"];
/** One meeting with the branches that join and the helpers. */
export type MeetingDetail = Shapes["MeetingDetail"];
export type MeetingPlan = Shapes["MeetingPlan"];
export type NewMeeting = Shapes["NewMeeting"];
export type Kind = Meeting["kind"];

export const KINDS: Kind[] = ["branch_meeting", "study_meeting", "lecture", "activity", "other"];
