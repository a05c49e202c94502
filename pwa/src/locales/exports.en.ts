/** Words of who took out reports. */
import type zh from "./exports.zh.ts";

const en: typeof zh = {
  // who took out what
  title: "Who took out reports",
  about: "Of this place and below: who, when, and why",
  empty: "Nobody has taken out a report",
  empty_text: "Whoever takes out a file about members here will be listed.",
  said: "{who} · {report}",
  // who took me out
  mine: "Who exported my data",
  mine_note: "Who, when, which report, and why",
  mine_about: "Every file made of a report in which you stand is noted here.",
  mine_empty: "Nobody has exported your data",
  mine_empty_text: "When a secretary or admin makes a file of a report in which you stand, it will be listed here.",
  mine_people: "{n} people in all",
  mine_saved: "Made by itself, regularly",
  mine_no_reason: "No reason given",
};
export default en;
