/** Says why a sign-in was refused, and the one thing to do about it. */
import { i18n } from "../core/i18n.ts";
import { sentence, type Problem } from "../core/problems.ts";

export interface Refusal {
  why: string;
  deed: string;
  /** The one button below it. */
  next: "scan" | "type" | "home";
}

/** What scanning or typing again can mend; everything else needs the secretary. */
const SCAN_AGAIN = ["too_early", "code_expired", "code_invalid", "ticket_used", "ticket_expired", "digits_wrong"];
const NEEDS_SECRETARY = ["not_on_roster", "closed", "too_many_tries"];
/** A scan that waited for a network is too old for these: scanning again helps only who still stands in the hall. */
const SPOILT_BY_WAITING = ["code_expired", "digits_wrong"];

export function refusalOf(problem: Problem, late: boolean): Refusal {
  const { t } = i18n.global;
  const { code } = problem;
  if (late && SPOILT_BY_WAITING.includes(code))
    return { why: t("meetings.why_late"), deed: t("meetings.deed_late"), next: "scan" };
  if (![...SCAN_AGAIN, ...NEEDS_SECRETARY].includes(code)) return { why: sentence(problem), deed: "", next: "scan" };
  return { why: t(`meetings.why_${code}`), deed: t(`meetings.deed_${code}`), next: nextOf(code) };
}

function nextOf(code: string): Refusal["next"] {
  if (code === "digits_wrong") return "type";
  return SCAN_AGAIN.includes(code) ? "scan" : "home";
}
