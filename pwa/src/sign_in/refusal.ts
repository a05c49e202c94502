/** Says why a sign-in was refused, and the one thing to do about it. */
import { i18n } from "../core/i18n.ts";
import { sentence, type Problem } from "../core/problems.ts";

export interface Refusal {
  why: string;
  deed: string;
  /** The one button below it. */
  next: "scan" | "type" | "withdraw_leave" | "home";
}

/** What each refusal leads to; those that scanning again can't mend need the secretary, and the button only leads home. */
const NEXT: Record<string, Refusal["next"]> = {
  too_early: "scan",
  code_expired: "scan",
  code_invalid: "scan",
  ticket_used: "scan",
  ticket_expired: "scan",
  ticket_of_another_device: "scan",
  not_in_yet: "scan",
  digits_wrong: "type",
  on_leave: "withdraw_leave",
  not_on_roster: "home",
  closed: "home",
  device_used: "home",
  nobody_asked: "home",
  too_many_tries: "home",
};
/** Every reason for which there are words here; the laws of the tests hold the list against the words. */
export const REASONS = Object.keys(NEXT);
/** A scan that waited for a network is too old for these: scanning again helps only who still stands in the hall. */
const SPOILT_BY_WAITING = ["code_expired", "digits_wrong"];

export function refusalOf(problem: Problem, late: boolean): Refusal {
  const { t } = i18n.global;
  const { code } = problem;
  if (late && SPOILT_BY_WAITING.includes(code))
    return { why: t("sign_in.why_late"), deed: t("sign_in.deed_late"), next: "scan" };
  const next = NEXT[code];
  if (!next) return { why: sentence(problem), deed: "", next: "scan" };
  return { why: t(`sign_in.why_${code}`), deed: t(`sign_in.deed_${code}`), next };
}
