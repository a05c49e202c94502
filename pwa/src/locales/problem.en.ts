/** One sentence for each thing the server may refuse: why, and the one thing to do. */
import type zh from "./problem.zh.ts";

const en: typeof zh = {
  offline: "The server can't be reached. Check your network and try again.",
  unreachable: "The server is not answering. Try again in a moment.",
  unreadable: "The answer made no sense. Try again in a moment.",
  unknown: "That did not work. Try again; if it still fails, ask your branch secretary.",
  unknown_with_number: "That did not work. Try again; if it still fails, give your administrator the number {number}.",
  busy: "Many people are here right now. Try again in a few seconds.",
  forbidden: "You may not do this. If you need to, ask an administrator.",
  not_found: "This can't be found. It may have been deleted, or is not open to you.",
  invalid_input: "Something is not filled in right. Check it and send again.",
  conflict: "Somebody changed this a moment ago. Reload and try again.",
  too_large: "The file is too large. Choose a smaller one.",
  too_many_requests: "That was too fast. Wait {seconds} seconds and try again.",
  token_missing: "Sign in first.",
  token_expired: "Your sign-in has expired. Sign in again.",
  token_invalid: "Your sign-in is no longer valid. Sign in again.",
  session_ended: "Your sign-in has ended. Sign in again.",
  password_change_required: "Choose your own password first.",
  // auth
  login_refused: "The number or the password is wrong. Check both and try again.",
  too_many_tries: "Too many tries. Wait {seconds} seconds and try again.",
  first_password_expired: "The first password has expired. Ask your branch secretary for a new one.",
  password_wrong: "The current password is wrong.",
  password_weak:
    "This password is too easy to guess. Choose one of at least 8 characters, without your card or phone number.",
  // meetings
  too_early: "It is too early. Sign-in can be opened from two hours before the meeting.",
  closed: "Sign-in has ended.",
  not_open: "Sign-in is not open yet. Open it first.",
  already_begun: "Somebody has signed in already, so the meeting can't be changed any more.",
  // people
  ends_before_it_starts: "The last day lies before the first. Change one of them.",
  roster_heads_missing:
    "The first row must name the columns: 组织 (organisation), 学习卡号 (card_number), 姓名 (name).",
  roster_empty: "The file has column names but nobody in it. Choose another one.",
  roster_unreadable: "The file can't be read. Save it again as .xlsx or .csv and choose it again.",
  roster_too_long: "The file has too many rows. Split it.",
  roster_too_large: "The file is far larger than a roster. Choose another one.",
};
export default en;
