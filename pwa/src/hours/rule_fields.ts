/** What stands in the form of a new rule or of targets, and what is wrong with it. */
import type { HourRule, HourTarget, RoleTarget } from "./shapes.ts";

export interface RuleFields {
  from_day: string;
  unit: string;
  half_day: string;
  day: string;
  cap: string;
}

export function fieldsOf(rule: HourRule, from_day: string): RuleFields {
  return {
    from_day,
    unit: String(rule.unit_minutes),
    half_day: String(rule.half_day_hours),
    day: String(rule.day_hours),
    cap: String(rule.day_cap_minutes / 60),
  };
}

export function toRule({ from_day, unit, half_day, day, cap }: RuleFields): HourRule {
  return {
    from_day,
    unit_minutes: Number(unit),
    half_day_hours: Number(half_day),
    day_hours: Number(day),
    day_cap_minutes: Number(cap) * 60,
  };
}

const isWhole = (typed: string, most: number, least = 1) =>
  /^\d{1,4}$/.test(typed.trim()) && Number(typed) >= least && Number(typed) <= most;

/** The fields that have to be put right before it can be sent. */
export function faultsOf(fields: RuleFields, today: string): (keyof RuleFields)[] {
  const wrong: Record<keyof RuleFields, boolean> = {
    from_day: !(fields.from_day > today),
    unit: !isWhole(fields.unit, 240),
    half_day: !isWhole(fields.half_day, 24),
    day: !isWhole(fields.day, 24, Number(fields.half_day) || 1),
    cap: !isWhole(fields.cap, 24),
  };
  return (Object.keys(wrong) as (keyof RuleFields)[]).filter((field) => wrong[field]);
}

export const ROLES = ["member", "secretary", "admin", "city_admin"] as const;
export type Role = (typeof ROLES)[number];

/** What is in force in a year, by role: the row of the latest year up to it. */
export function targetsIn(year: number, targets: HourTarget[]): Partial<Record<Role, HourTarget>> {
  const begun = targets.filter((target) => target.year <= year).sort((one, other) => one.year - other.year);
  return Object.fromEntries(begun.map((target) => [target.role, target]));
}

const HOUR = 3600;
const MOST_HOURS = 2000;

/** Hours by role as they were typed; null where one of them is no number of hours. */
export function toTargets(typed: Record<Role, string>): RoleTarget[] | null {
  const filled = ROLES.filter((role) => typed[role].trim() !== "");
  const good = filled.every((role) => /^\d{1,4}(\.\d)?$/.test(typed[role].trim()) && Number(typed[role]) <= MOST_HOURS);
  if (!good || !typed.member.trim()) return null;
  return filled.map((role) => ({ role, seconds: Math.round(Number(typed[role]) * HOUR) }));
}
