/** Says to a secretary, in a sentence, why study is held. */
import { i18n } from "../core/i18n.ts";

/** Reasons that a newer server may add get a general sentence. */
export function sayHeldReason(reason: string): string {
  const { t, te } = i18n.global;
  return te(`learners.reason.${reason}`) ? t(`learners.reason.${reason}`) : t("learners.reason.other");
}
