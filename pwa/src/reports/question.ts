/** A report's question as it stands on the screen: which report, about whom, which days, in which rows, with which filters. */
import type { Named } from "../core/shapes.ts";
import { daysOf, inOrder, type Days, type PeriodName } from "./period.ts";
import type { By, Kind, Query } from "./shapes.ts";

export interface Question {
  kind: Kind;
  organisation: Named;
  period: PeriodName;
  /** Days of one's own, for the period "fixed". */
  own: Days;
  by: By;
  course: { id: number; title: string } | null;
  rule: string;
  meeting_kind: string;
}

export const UNFILTERED = { course: null, rule: "", meeting_kind: "" };
type Filters = "course" | "rule" | "meeting_kind";

/** Attendance of a level is seen by branch: members' attendance is shown for one branch at a time, and they are told. */
const FIRST_BY: Record<Kind, By> = {
  "study-hours": "member",
  attendance: "branch",
  points: "member",
  targets: "branch",
  "hour-transfers": "member",
};

export function firstQuestion(kind: Kind, organisation: Named, today: string): Question {
  const period = kind === "targets" ? "this_year" : "this_month";
  return { kind, organisation, period, own: daysOf(period, today), by: FIRST_BY[kind], ...UNFILTERED };
}

export function daysAsked({ period, own }: Pick<Question, "period" | "own">, today: string): Days {
  return period === "fixed" ? own : daysOf(period, today);
}

/** What the server is asked; null while the days are not in order. */
export function toQuery(question: Question, today: string): Query | null {
  const days = daysAsked(question, today);
  if (!inOrder(days)) return null;
  return { organisation: question.organisation.id, ...days, by: question.by, ...filtersOf(question) };
}

/** The filters that are set. */
export function filtersOf({ course, rule, meeting_kind }: Pick<Question, Filters>): Pick<Query, Filters> {
  return { ...(course && { course: course.id }), ...(rule && { rule }), ...(meeting_kind && { meeting_kind }) };
}

export const filterCount = (question: Question) => Object.keys(filtersOf(question)).length;

/** How it can be listed: a branch has no levels below, and members' attendance is shown for one branch alone. */
export function waysOf(kind: Kind, offered: By[], isBranch: boolean): By[] {
  return offered.filter((by) => {
    if (kind === "attendance" && by === "member") return isBranch;
    return by === "member" || !isBranch || (kind === "attendance" && by === "branch");
  });
}

/** The question in a way that there is. */
export function listable(question: Question, ways: By[]): Question {
  return ways.includes(question.by) ? question : { ...question, by: ways[0] ?? question.by };
}

/** One level down: the same question about the place of a row. */
export function inside(question: Question, organisation: Named): Question {
  const by = question.kind === "attendance" && question.by === "branch" ? "member" : question.by;
  return { ...question, organisation, by };
}

type Asked = Record<string, unknown>;

/** What an address asks for: `?first_day=…&by=branch`; the rest is as in the question at hand. */
export function asInAddress(question: Question, asked: Asked): Question {
  const [first_day, last_day] = [textOf(asked.first_day), textOf(asked.last_day)];
  const days = first_day && last_day ? { period: "fixed" as const, own: { first_day, last_day } } : {};
  const by = textOf(asked.by) as By;
  const course = Number(asked.course);
  return {
    ...question,
    ...days,
    ...(by && { by }),
    course: course ? { id: course, title: "" } : question.course,
    rule: textOf(asked.rule) || question.rule,
    meeting_kind: textOf(asked.meeting_kind) || question.meeting_kind,
  };
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");
