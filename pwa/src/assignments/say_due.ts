/** Says by when something is to be finished, as people say it. */
import { sayDate } from "../core/format.ts";
import { i18n } from "../core/i18n.ts";

export interface Due {
  text: string;
  /** Over, or within a week. */
  tone: "over" | "soon" | "far";
}

const DAY_MS = 86_400_000;

/** Both as `2026-11-23`. */
export function sayDue(dueOn: string, today: string): Due {
  const { t } = i18n.global;
  const days = Math.round((Date.parse(dueOn) - Date.parse(today)) / DAY_MS);
  if (days < 0) return { text: t("assignments.due_over", { n: -days }), tone: "over" };
  const when = sayDate(dueOn, Date.parse(`${today}T04:00:00Z`));
  return { text: t("assignments.due_by", { when }), tone: days <= 7 ? "soon" : "far" };
}
