/** The one thing to do about a meeting now, for whoever looks at it. */
import type { Meeting } from "./shapes.ts";

export type MeetingStep = "show_code" | "open" | "opens_later" | "sign_in" | "in" | "none";

/** The server refuses to open a meeting earlier. */
export function opensAt({ starts_at, rule }: Meeting): number {
  return Date.parse(starts_at) - rule.opens_before_minutes * 60_000;
}

/** Who shows the code shows it first: nobody can sign in before. */
export function stepOf(meeting: Meeting, now: number): MeetingStep {
  if (meeting.can.includes("show_code")) return "show_code";
  if (meeting.can.includes("open")) return now < opensAt(meeting) ? "opens_later" : "open";
  if (meeting.can.includes("sign_in")) return "sign_in";
  return meeting.my.signed_in_at ? "in" : "none";
}
