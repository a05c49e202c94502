/** Words of me and my hours. */
import type zh from "./members.zh.ts";

const en: typeof zh = {
  my_hours: "My hours",
  points_month: "{n} points this month",
  settings_note: "Language, devices, password, sign out",
  card_number: "Study card",
  phone: "Phone",
  from_study: "Study",
  from_meetings: "Meetings",
  to_go: "To go",
  n_hours: "{n} hours",
  by_month: "Hours by month",
  as_table: "As a table",
  month: "Month",
  hours: "Hours",
  hours_book: "Every booking",
  hours_empty: "No hours yet",
  hours_empty_text: "Once you study or attend a meeting, the reason of every hour stands here.",
};
export default en;
