/** Says in a sentence why something sent did not count, or not all of it. */
import { i18n } from "../core/i18n.ts";

/** Reasons that a newer server may add get a general sentence. */
export function sayReason(reason: string): string {
  const { t, te } = i18n.global;
  return te(`study.reason.${reason}`) ? t(`study.reason.${reason}`) : t("study.reason.other");
}
