/** What secretaries see of study. */
import type zh from "./learners.zh.ts";

const en: typeof zh = {
  learners: "Study progress",
  together: "All together",
  show_behind: "Behind",
  show_all: "All",
  reached: "Year reached",
  on_the_way: "On the way",
  behind: "Behind",
  behind_by: "{n} hours behind",
  hours_of: "{n} of {of} hours this year",
  overdue: "Assigned courses past their day: {n}",
  mark_explained: "The upright mark is where the hours would stand by today.",
  none_behind: "Nobody is behind",
  none_behind_text: "Every member's hours keep up with the day of the year.",
  none_all: "No members here yet",
  none_all_text: "Once a roster is imported, the members' hours stand here.",

  held: "Study to check",
  held_note: "What does not look right: the secretary decides whether it counts",
  waiting: "To check",
  decided: "Checked",
  none_waiting: "Nothing to check",
  none_waiting_text: "Study with a wrong clock or without a signature comes here, with the reason.",
  none_decided: "Nothing checked yet",
  none_decided_text: "What was checked stays here, with your reason.",
  release: "Count it",
  decline: "Don't count it",
  question_release: "Count this study?",
  question_decline: "Leave this study out?",
  explain_release:
    "It counts as if it had just arrived, with overlaps and caps as always. The member reads your reason.",
  explain_decline: "This study will not count. The member reads your reason.",
  why: "Reason (the member reads it)",
  usual_release_1: "I asked the member: it is true",
  usual_release_2: "The phone's clock was wrong, the study was real",
  usual_decline_1: "I asked the member: this was not studied",
  usual_decline_2: "It can't be confirmed: please study it again",
  done_release: "Counted: {name}",
  done_decline: "Not counted: {name}",
  was_released: "{time} counted.",
  was_declined: "Not counted.",
  decided_by: "{name} · {when}",
  own_decided_above: "Your own study is checked by the level above.",
  reason: {
    unsigned: "This phone signs what it records, but this was not signed.",
    bad_signature: "The signature is not this phone's: the record may have been changed.",
    clock_disagrees: "The record is longer than the time that passed on the phone.",
    impossible_rate: "The lesson went forward faster than it can play.",
    older_anchor: "It looks like a record from an old backup of the phone.",
    unknown_phone: "The record is from before the member first signed in on this phone.",
    lesson_elsewhere: "This lesson is not open to the member's branch.",
    other: "This record does not look right and needs a check.",
  },

  unsent: "Phones with unsent study",
  unsent_note: "Which phones still hold study that was not sent",
  unsent_text:
    "Ask them to connect and open the app once: the study is then sent. What was studied, only its owner can see.",
  since: "unsent study since {when}",
  told_at: "last heard of {when}",
  some_phone: "Phone",
  none_unsent: "Every phone has sent its study",
  none_unsent_text:
    "Study without a network is kept on the phone first. What is not sent after a while is listed here.",

  my_held: "Study that is being checked",
  my_held_text: "It has arrived and does not count yet. Your secretary looks at it, and you will be told.",
};

export default en;
