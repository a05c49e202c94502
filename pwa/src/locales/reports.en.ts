/** Words of reports. */
import type zh from "./reports.zh.ts";

const en: typeof zh = {
  title: "Study-hour report",
  organisation: "Organisation",
  period: "Period",
  this_month: "This month",
  last_month: "Last month",
  this_year: "This year",
  own: "Own days",
  first_day: "From",
  last_day: "To",
  fault_order: "The last day must not be before the first",
  download_xlsx: "Get Excel",
  download_csv: "Get CSV",
  preparing: "Preparing the file…",
  saved: "Downloaded: {name}",
  as_of: "As of: {when}",
  name: "Name",
  card_number: "Card number",
  branch: "Branch",
  study: "Study",
  meetings: "Meetings",
  total: "Total",
  preview: "Preview (hours)",
  empty_title: "Nobody is here yet",
  empty_text: "Everybody's hours will be listed here, also of those who have none.",
};
export default en;
