/** Words of the organisation tree. */
import type zh from "./organisations.zh.ts";

const en: typeof zh = {
  organisations: "Organisations",
  below: "Below it",
  no_below_title: "There is nothing below it",
  no_below_text: "Importing a roster adds the organisations that are missing.",
  n_members: "{n} people",
  up: "One level up",
  choose: "Choose an organisation",
  choose_this: "Choose “{name}”",
  plan_meeting: "Plan a meeting",
  view_members: "People",
  write_courses: "Write courses",
  meetings: "Meetings",
  year_plan: "Year plan",
  attendance: "Attendance report",
  corrections: "Corrections",
  outside: "Outside study to decide",
  reported_posts: "Reported posts",
  handover: "Hand-over",
  menu: "Order from the menu",
  assignments: "Assigned courses",
  view_reports: "Study-hour report",
  ranking: "Points ranking",
  ranking_shown: "How the ranking is shown",
  ranking_full: "To everybody, in full",
  ranking_neighbours: "To each only the own place and its neighbours",
  ranking_off: "Not at all",
  ranking_note: "Everybody's own points and hours stay as they are.",
  ranking_saved: "The ranking is now shown differently",
};
export default en;
