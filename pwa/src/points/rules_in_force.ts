/** The dated rules by time: what holds on a day, what comes, what was. */
import type { PointsRule } from "../core/shapes.ts";

export interface RulesByTime<R> {
  now: R[];
  coming: R[];
  past: R[];
}

/** The latest version of each rule that has begun by that day (`2026-11-23`) holds; the others come or were. */
export function rulesByTime<R extends Pick<PointsRule, "rule" | "from_day">>(rules: R[], day: string): RulesByTime<R> {
  const begun = rules.filter((rule) => rule.from_day <= day);
  const latestOf = (name: string) =>
    begun.filter(({ rule }) => rule === name).reduce((a, b) => (b.from_day >= a.from_day ? b : a));
  const now = [...new Set(begun.map(({ rule }) => rule))].map(latestOf);
  return {
    now,
    coming: rules.filter((rule) => rule.from_day > day).sort((a, b) => a.from_day.localeCompare(b.from_day)),
    past: begun.filter((rule) => !now.includes(rule)).sort((a, b) => b.from_day.localeCompare(a.from_day)),
  };
}
