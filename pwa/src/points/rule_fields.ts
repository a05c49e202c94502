/** What stands in the form of a new rule of points, and what is wrong with it. */
import type { PointsRule } from "../core/shapes.ts";

export interface RuleFields {
  rule: string;
  from_day: string;
  amount: string;
  daily_cap: string;
  weekly_cap: string;
  yearly_cap: string;
}

export const CAPS = ["daily_cap", "weekly_cap", "yearly_cap"] as const;
type Numbers = Pick<PointsRule, "rule" | "amount" | (typeof CAPS)[number]>;

const typed = (cap: number | null) => (cap === null ? "" : String(cap));

export const fieldsOf = (now: Numbers, from_day: string): RuleFields => ({
  rule: now.rule,
  from_day,
  amount: String(now.amount),
  daily_cap: typed(now.daily_cap),
  weekly_cap: typed(now.weekly_cap),
  yearly_cap: typed(now.yearly_cap),
});

const toCap = (text: string) => (text.trim() ? Number(text) : null);

export const toRule = (fields: RuleFields) => ({
  rule: fields.rule,
  from_day: fields.from_day,
  amount: Number(fields.amount),
  daily_cap: toCap(fields.daily_cap),
  weekly_cap: toCap(fields.weekly_cap),
  yearly_cap: toCap(fields.yearly_cap),
});

const isWhole = (text: string) => /^\d{1,5}$/.test(text.trim());

/** The fields that have to be put right: a cap is empty (none) or no smaller than what comes before it. */
export function faultsOf(fields: RuleFields, today: string): (keyof RuleFields)[] {
  const wrong: (keyof RuleFields)[] = [];
  if (!(fields.from_day > today)) wrong.push("from_day");
  if (!isWhole(fields.amount)) wrong.push("amount");
  let least = Number(fields.amount) || 0;
  for (const cap of CAPS) {
    if (!fields[cap].trim()) continue;
    if (!isWhole(fields[cap]) || Number(fields[cap]) < least) wrong.push(cap);
    else least = Number(fields[cap]);
  }
  return wrong;
}
