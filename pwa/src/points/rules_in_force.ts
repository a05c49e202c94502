/** Which of the dated rules hold on a day. */
import type { PointsRule } from "../core/shapes.ts";

/** The latest version of each rule that has begun by that day (`2026-11-23`). */
export function rulesInForce(rules: PointsRule[], day: string): PointsRule[] {
  const begun = rules.filter((rule) => rule.from_day <= day);
  const latestOf = (name: string) =>
    begun.filter(({ rule }) => rule === name).reduce((a, b) => (b.from_day >= a.from_day ? b : a));
  return [...new Set(begun.map(({ rule }) => rule))].map(latestOf);
}
