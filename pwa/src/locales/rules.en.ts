/** Words of the attendance rules. */
import type zh from "./rules.zh.ts";

const en: typeof zh = {
  title: "Attendance rules",
  now: "The rule in force",
  from: "From {day}",
  past: "Earlier rules",
  fair: "Every meeting goes by the rule of its own day. A new rule changes no meeting of the past.",
  example: "For a meeting from {from} to {to}",
  on_time: "Signed in {from}–{to}: on time",
  late: "Signed in after {time}: late",
  late_always: "Signed in after {time}: late, however late it gets",
  absent: "Signed in after {time}: absent",
  early: "Signed out before {time}: left early",
  // on a meeting's page
  late_here: "After {time} you are late",
  late_and_absent_here: "After {time} you are late, after {absent} absent",
  // a coming rule
  new: "Add a new rule",
  from_day: "From which day",
  from_day_hint: "Tomorrow at the earliest",
  field_opens: "Minutes before the start when sign-in opens",
  field_late: "Minutes after the start when one is late",
  field_absent: "Minutes after the start when one is absent",
  absent_hint: "Empty: however late, it counts",
  field_early: "Minutes before the end when leaving is no longer early",
  add: "Add the rule",
  added: "The rule was sent; it holds from that day on",
  fault_from_day: "Choose tomorrow or a later day",
  fault_opens: "Write whole minutes, 1440 at most",
  fault_late: "Write whole minutes, 1440 at most",
  fault_absent: "More minutes than for late, or empty",
  fault_early: "Write whole minutes, 1440 at most",
};
export default en;
