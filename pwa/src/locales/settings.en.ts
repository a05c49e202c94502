/** Words of the settings. */
import type zh from "./settings.zh.ts";

const en: typeof zh = {
  title: "Settings",
  language: "Language",
  text: "Large text",
  text_off: "Off",
  text_intro: "Large text makes words and buttons bigger, with less on each page, so that everything is easy to see.",
  text_on: "Use large text",
  text_back: "Back to normal size",
  text_size: "Size of the text",
  points: "{n} pt",
  smaller: "Smaller",
  larger: "Larger",
  sample: "Tomorrow at seven in the evening we meet in the branch room. Please bring your notes.",
  offer_title: "Would larger text help?",
  offer_text: "Large text makes words and buttons bigger. You can change it under Me at any time.",
  offer_yes: "Use large text",
  offer_no: "Fine as it is",
  about: "About Muster",
  about_text:
    "Muster is open-source software for membership organisations: study, meetings, sign-in and points in one place.",
  about_owner: "Used here by {owner}.",
  about_kept: "What is kept on this device",
  about_kept_text:
    "Pages you saw last, study and sign-ins that are not delivered yet, your language and text size. Signing out removes the pages from this device.",
};
export default en;
