/** Words of one's own notes. */
import type zh from "./notes.zh.ts";

const en: typeof zh = {
  title: "My notes",
  only_mine: "Only you can see them",
  write: "Write a note",
  note: "Note",
  note_at: "Note · {mark}",
  text: "Your words",
  save: "Save",
  saved_here: "Saved on this phone",
  removed: "Deleted",
  waits_here: "Saved on this phone, sent once there is a network",
  stays_here: "This lesson takes no more notes; this one stays on this phone alone",
  not_kept: "This browser does not let notes be saved. Use another browser, or leave private mode.",
  mark_alone: "(a mark without words)",
  go_to: "Go to {mark}",
  change_one: "Change the note: {text}",
  remove: "Delete this note",
  remove_question: "A deleted note can't be brought back. Delete it?",
  remove_yes: "Delete",
  page: "Page {n}",
  paragraph: "Paragraph {n}",
  mine: "My notes",
  mine_note: "Course by course, for your eyes only",
  lesson_gone: "This lesson was withdrawn. Your notes are still here.",
  none: "No notes yet",
  none_text: "Press “Write a note” while you study. It keeps the place as well, so one tap leads back there.",
  to_study: "Go to the courses",
};
export default en;
