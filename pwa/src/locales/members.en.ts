/** Words of me and my hours. */
import type zh from "./members.zh.ts";

const en: typeof zh = {
  role_member: "Member",
  role_secretary: "Branch secretary",
  role_admin: "Organisation administrator",
  role_city_admin: "City administrator",
  my_hours: "My hours",
  points_month: "{n} points this month",
  outbox_note: "What has arrived, what is still on this phone",
  settings_note: "Language, devices, password, sign out",
  card_number: "Study card",
  phone: "Phone",
  by_month: "Hours by month",
  as_table: "As a table",
  month: "Month",
  year: "Year",
  hours: "Hours",
  hours_book: "Every booking",
  hours_empty: "No hours yet",
  hours_empty_text: "Once you study or attend a meeting, the reason of every hour stands here.",
};
export default en;
