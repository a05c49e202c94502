/** Puts an import's outcome into what a person needs to know: counts, faults by row, and what can be done next. */
import { i18n } from "../core/i18n.ts";
import type { BadCell, ImportOutcome } from "./shapes.ts";

export type NextStep = "apply" | "apply_good" | "nothing" | "done";

/** Longer lists help nobody: the first ones are corrected, then the file is checked again. */
export const FAULTS_SHOWN = 50;

export function nextStep({ applied, created, updated, errors }: ImportOutcome): NextStep {
  if (applied) return "done";
  if (!created && !updated) return "nothing";
  return errors.length ? "apply_good" : "apply";
}

export function counts(outcome: ImportOutcome): { word: string; n: number }[] {
  const all = [
    { word: "created", n: outcome.created },
    { word: "updated", n: outcome.updated },
    { word: "unchanged", n: outcome.unchanged },
    { word: "organisations_created", n: outcome.organisations_created },
    { word: "bad_rows", n: new Set(outcome.errors.map(({ row }) => row)).size },
  ];
  return all.filter(({ word, n }) => n > 0 || ["created", "updated", "unchanged"].includes(word));
}

/** In the member's language where we have words, else in the server's. */
export function sayFault({ detail_code, detail }: BadCell): string {
  const { t, te } = i18n.global;
  const key = `people.fault_${detail_code}`;
  return te(key) ? t(key) : detail;
}
