/** The one thing to do about the next meeting. */

/** What of a meeting decides it; `can` is the server's word. */
export interface NextMeeting {
  id: number;
  can: string[];
  my: { expected: boolean; signed_in_at: string | null };
}

export interface Step {
  word: "sign_in" | "show_code" | "look";
  to: string;
}

/** Who shows the code shows it first: nobody else can sign in before. */
export function nextStep(meeting: NextMeeting): Step {
  if (meeting.can.includes("show_code")) return { word: "show_code", to: `/meetings/${meeting.id}/code` };
  if (meeting.can.includes("sign_in") && !meeting.my.signed_in_at) return { word: "sign_in", to: "/scan" };
  return { word: "look", to: `/meetings/${meeting.id}` };
}
