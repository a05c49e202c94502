/** What stands in the form of an answer, and what is wrong with it. */
import type { Dispute, NewAnswer } from "./shapes.ts";

export type How = "explain" | "reversal" | "award" | "elsewhere";

export interface AnswerFields {
  how: How | "";
  amount: string;
  sentence: string;
}

/** The ways an answer can go: only an entry can be reversed, only points can be given by hand. */
export function waysOf({ kind, book }: Pick<Dispute, "kind" | "book">): How[] {
  return [
    "explain",
    ...(kind === "entry" ? ["reversal" as const] : []),
    ...(book === "points" ? ["award" as const] : []),
    "elsewhere",
  ];
}

const MOST_POINTS = 10_000;
const isAmount = (typed: string) => /^[-−]?\d{1,5}$/.test(typed.trim()) && toAmount(typed) !== 0;
const toAmount = (typed: string) => Number(typed.trim().replace("−", "-"));

export function faultsOf({ how, amount, sentence }: AnswerFields): (keyof AnswerFields)[] {
  const wrong: (keyof AnswerFields)[] = [];
  if (!how) wrong.push("how");
  if (how === "award" && (!isAmount(amount) || Math.abs(toAmount(amount)) > MOST_POINTS)) wrong.push("amount");
  if (sentence.trim().length < 2) wrong.push("sentence");
  return wrong;
}

export function toAnswer({ how, amount, sentence }: AnswerFields, version: number): NewAnswer {
  const explains = how === "explain" || !how;
  return {
    outcome: explains ? "explained" : "corrected",
    correction: explains ? null : how,
    amount: how === "award" ? toAmount(amount) : null,
    sentence: sentence.trim(),
    version,
  };
}
