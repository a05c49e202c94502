/** Words of the first page. */
import type zh from "./home.zh.ts";

const en: typeof zh = {
  greeting: "Hello, {name}",
  next_meeting: "Next meeting",
  step_sign_in: "Sign in to the meeting",
  step_show_code: "Show the sign-in code",
  step_look: "View",
  signed_in: "You are signed in",
  no_meeting: "No meeting planned yet",
  no_meeting_text: "Once your branch plans one, its time and place stand here.",
  hours_title: "Hours in {year}",
  hours_left: "{hours} hours to go",
  hours_reached: "This year's target is reached",
  lesson_progress: "Progress of this lesson",
  continue: "Continue",
  no_lesson: "Choose a lesson to begin",
  no_lesson_text: "What you study stands here, so that you can go on with one tap.",
  choose_lesson: "Choose a lesson",
  waiting: "{n} waiting to be sent",
  waiting_text: "Saved on this phone; sent when there is a network",
};
export default en;
