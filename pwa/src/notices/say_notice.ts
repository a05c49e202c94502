/** Says a notice in plain words: what happened, what it is about, how it came out, and where it leads. */
import type { RouteLocationRaw } from "vue-router";
import { sayDate } from "../core/format.ts";
import { i18n } from "../core/i18n.ts";
import { signedAmount } from "../ledger/say_entry.ts";
import type { Notice } from "./shapes.ts";

type About = Record<string, unknown>;

/** Where one tap leads; `undefined` where the notice itself says all there is. */
const PLACES: Record<Notice["kind"], (about: About) => RouteLocationRaw | undefined> = {
  answered: toQuestion,
  marked_helpful: toQuestion,
  post_hidden: toQuestion,
  post_shown: toQuestion,
  report_decided: toQuestion,
  post_reported: ({ organisation_id: id }) => ({ name: "reported-posts", params: { id: Number(id) } }),
  course_assigned: ({ course_id: id }) => `/courses/${Number(id)}`,
  outside_study_decided: () => "/outside",
  held_segments_decided: ({ lesson_id: id }) => `/lessons/${Number(id)}`,
  claim_decided: toMeeting,
  leave_decided: toMeeting,
  reports_due: () => "/reports/saved",
  dispute_to_answer: toDispute,
  dispute_rose: toDispute,
  dispute_answered: toDispute,
  award_waiting: toAward,
  award_decided: toAward,
  booked_by_hand: toEntry,
  entry_reversed: toEntry,
  target_missed: () => "/me/hours",
};
/** What came of it: the words are told apart by the fact's name and its value. */
const OUTCOMES = ["approved", "released", "granted", "hidden", "corrected"] as const;

/** How many of several came out how. */
const COUNTS = ["changed", "failed", "paused"] as const;

export function placeOf({ kind, about }: Pick<Notice, "kind" | "about">): RouteLocationRaw | undefined {
  return PLACES[kind]?.(about);
}

export function sayNotice({ kind, about }: Pick<Notice, "kind" | "about">): { title: string; note: string } {
  const { t } = i18n.global;
  return {
    title: t(`notices.kind_${kind}`, { name: text(about.name) }),
    note: [text(about.title), text(about.organisation), amountOf(about), answerBy(kind, about), ...outcomes(about)]
      .filter(Boolean)
      .join(" · "),
  };
}

function amountOf({ book, amount }: About): string {
  return typeof amount === "number" ? signedAmount(text(book), amount) : "";
}

/** The day of an answer is a request to one and a promise to the other. */
function answerBy(kind: Notice["kind"], { answer_by: day }: About): string {
  return day
    ? i18n.global.t(kind === "dispute_rose" ? "notices.rose_by" : "notices.answer_by", { day: sayDate(text(day)) })
    : "";
}

function outcomes(about: About): string[] {
  const { t } = i18n.global;
  const came = OUTCOMES.filter((fact) => typeof about[fact] === "boolean");
  return [
    ...came.map((fact) => t(`notices.${fact}_${about[fact] ? "yes" : "no"}`)),
    ...COUNTS.filter((fact) => Number(about[fact]) > 0).map((fact) => t(`notices.n_${fact}`, { n: text(about[fact]) })),
    about.due_on ? t("notices.due", { day: sayDate(text(about.due_on)) }) : "",
    about.reason ? t("notices.reason", { reason: text(about.reason) }) : "",
  ];
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function toQuestion({ question_id: id }: About): RouteLocationRaw {
  return { name: "question", params: { id: Number(id) } };
}

function toDispute({ dispute_id: id }: About): RouteLocationRaw {
  return { name: "dispute", params: { id: Number(id) } };
}

function toAward({ award_id: id }: About): RouteLocationRaw {
  return { name: "manual-award", params: { id: Number(id) } };
}

function toEntry({ entry_id: id }: About): RouteLocationRaw {
  return { name: "entry", params: { id: Number(id) } };
}

function toMeeting({ meeting_id: id }: About): RouteLocationRaw {
  return { name: "meeting", params: { id: Number(id) } };
}
