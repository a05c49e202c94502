/** Says before whom a dispute waits and for how long still. */
import { sayDate } from "../core/format.ts";
import { i18n } from "../core/i18n.ts";
import type { Dispute } from "./shapes.ts";

type Turn = NonNullable<Dispute["turn"]>;

/** 还剩 3 天 · 今天是最后一天 · 已超过 2 天 */
export function sayDaysLeft({ days_left }: Pick<Turn, "days_left">): string {
  const { t } = i18n.global;
  if (days_left > 0) return t("disputes.days_left", { n: days_left });
  return days_left === 0 ? t("disputes.last_day") : t("disputes.days_over", { n: -days_left });
}

/** Few days left is said loudly, the rest calmly. */
export const isUrgent = ({ days_left }: Pick<Turn, "days_left">): boolean => days_left <= 2;

/** 由青枫里支部在周五前答复；没有答复就转到滨江区。 */
export function sayTurn({ turn, then }: Pick<Dispute, "turn" | "then">): string {
  const { t } = i18n.global;
  if (!turn) return "";
  const promise = t("disputes.answered_by_then", { name: turn.organisation.name, day: sayDate(turn.due_on) });
  return then ? `${promise}${t("disputes.else_to", { name: then.organisation.name })}` : promise;
}
