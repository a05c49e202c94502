/** Words of the first page. */
import type zh from "./home.zh.ts";

const en: typeof zh = {
  greeting: "Hello, {name}",
  next_meeting: "Next meeting",
  no_meeting: "No meeting planned yet",
  no_meeting_text: "Once your branch plans one, its time and place stand here.",
  hours_title: "Hours in {year}",
  hours_left: "{hours} hours to go",
  hours_reached: "This year's target is reached",
  no_lesson: "Choose a lesson to begin",
  no_lesson_text: "What you study stands here, so that you can go on with one tap.",
  choose_lesson: "Choose a lesson",
  waiting_study: "{time} of study waiting to be sent",
  waiting_sign_ins: "{n} sign-ins waiting to be sent",
  waiting_marks: "{n} marks of yours wait to be sent",
  waiting_text: "Saved on this phone; sent when there is a network",
  waiting_for_me: "Waits for you",
  handover: "An office to take over",
  claims: "{n} sign-ins to confirm",
  leaves: "{n} leaves to decide",
  invitation: "An invitation to meet together",
};
export default en;
