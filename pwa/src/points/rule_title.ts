/** The member's words for a rule of the ledger. */
import { i18n } from "../core/i18n.ts";

/** 参加组织生活, 学完一课 …; a rule this version does not know yet is called by what all have in common. */
export function ruleTitle(rule: string): string {
  const { t, te } = i18n.global;
  return te(`points.rule_${rule}`) ? t(`points.rule_${rule}`) : t("points.rule_other");
}
