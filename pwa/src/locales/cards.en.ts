/** Words of member cards. */
import type zh from "./cards.zh.ts";

const en: typeof zh = {
  mine: "My member card",
  mine_note: "For the secretary to scan when you can't",
  alt: "QR code of my member card",
  alt_of: "QR code of the member card of {name}",
  how: "When you can't scan the code, let your secretary scan this page. It works without a network too.",
  careful: "The card only says who you are; it signs nobody in by itself. Lost a printed one? Tell your secretary.",
  print_title: "Print member cards",
  print_text: "Ten cards on a sheet of A4; cut along the dashed lines.",
  print: "Print",
  so_far: "{n} cards read…",
  too_many: "Only the first {n} are printed at once. Print branch by branch.",
  nobody: "There are no members here yet.",
  on_paper: "At the meeting, let the secretary scan this",
  replace: "Void, make a new one",
  replace_question: "A new card for {name}?",
  replace_text: "The old card stops working at once; print the new one.",
  replaced: "{name} has a new card",
};
export default en;
