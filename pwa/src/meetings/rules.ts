/** Dated attendance rules: which holds on a day, what it says of a meeting, and what is wrong with a new one. */
import type { Meeting } from "./shapes.ts";

export type Rule = Meeting["rule"];

/** Rules as the server lists them, the latest first, parted by a day (`2026-11-24`). */
export function partRules(rules: Rule[], today: string): { coming: Rule[]; now: Rule | null; past: Rule[] } {
  const begun = rules.filter(({ from_day }) => from_day <= today);
  return { coming: rules.filter(({ from_day }) => from_day > today), now: begun[0] ?? null, past: begun.slice(1) };
}

export interface Times {
  opens: number;
  /** The last moment that is on time. */
  late: number;
  /** The last moment that counts; null: however late, it counts. */
  absent: number | null;
  /** Who signs out before leaves early. */
  early: number;
}

const A_MINUTE_MS = 60_000;

export function timesOf(rule: Omit<Rule, "from_day">, { starts, ends }: { starts: number; ends: number }): Times {
  const after = (minutes: number) => starts + minutes * A_MINUTE_MS;
  return {
    opens: after(-rule.opens_before_minutes),
    late: after(rule.late_after_minutes),
    absent: rule.absent_after_minutes === null ? null : after(rule.absent_after_minutes),
    early: ends - rule.leaves_early_minutes * A_MINUTE_MS,
  };
}

export interface Stretch {
  kind: "on_time" | "late" | "absent";
  /** From 0 to 1 of the time in which one may sign in. */
  share: number;
}

/** The time from the opening to the end, as the rule cuts it. */
export function stretchesOf({ opens, late, absent }: Times, ends: number): Stretch[] {
  const whole = Math.max(1, ends - opens);
  const within = (moment: number) => Math.min(moment, ends);
  const cuts = [opens, within(late), within(absent ?? ends), ends];
  const kinds = ["on_time", "late", "absent"] as const;
  return kinds
    .map((kind, at) => ({ kind, share: (cuts[at + 1]! - cuts[at]!) / whole }))
    .filter(({ share }) => share > 0);
}

/** What stands in the form: a day, and minutes as they were typed; an empty `absent` never counts as absent. */
export interface RuleFields {
  from_day: string;
  opens: string;
  late: string;
  absent: string;
  early: string;
}

export function fieldsOf(rule: Rule, from_day: string): RuleFields {
  return {
    from_day,
    opens: String(rule.opens_before_minutes),
    late: String(rule.late_after_minutes),
    absent: rule.absent_after_minutes === null ? "" : String(rule.absent_after_minutes),
    early: String(rule.leaves_early_minutes),
  };
}

export function toRule({ from_day, opens, late, absent, early }: RuleFields): Rule {
  return {
    from_day,
    opens_before_minutes: Number(opens),
    late_after_minutes: Number(late),
    absent_after_minutes: absent.trim() === "" ? null : Number(absent),
    leaves_early_minutes: Number(early),
  };
}

const MOST_MINUTES = 24 * 60;
const areMinutes = (typed: string) => /^\d{1,4}$/.test(typed.trim()) && Number(typed) <= MOST_MINUTES;

/** The fields that have to be put right before it can be sent. */
export function faultsOf(fields: RuleFields, today: string): (keyof RuleFields)[] {
  const { from_day, absent, late } = fields;
  const wrong: Record<keyof RuleFields, boolean> = {
    from_day: !(from_day > today),
    opens: !areMinutes(fields.opens),
    late: !areMinutes(late),
    absent: absent.trim() !== "" && (!areMinutes(absent) || Number(absent) <= Number(late)),
    early: !areMinutes(fields.early),
  };
  return (Object.keys(wrong) as (keyof RuleFields)[]).filter((field) => wrong[field]);
}

/** The first day of the month after: a rule that begins with a month is easily kept in mind. */
export function nextMonthsFirst(today: string): string {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}
