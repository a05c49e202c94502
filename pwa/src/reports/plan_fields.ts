/** What is typed to keep a report: its name, its file, and its day; a new schedule begins with a day that people choose often. */
import type { FileFormat, SavedPlan, SavedReport } from "./shapes.ts";

export type Rhythm = "none" | "weekly" | "monthly";

/** Days as text, as choices have them. */
export interface PlanFields {
  name: string;
  format: FileFormat;
  reason: string;
  rhythm: Rhythm;
  weekday: string;
  month_day: string;
}

export function emptyPlan(name: string): PlanFields {
  return { name, format: "xlsx", reason: "", rhythm: "none", weekday: "1", month_day: "1" };
}

export function planOf(saved: SavedReport): PlanFields {
  const { name, format, reason, schedule, day } = saved;
  const fields = { ...emptyPlan(name), format, reason: reason ?? "", rhythm: (schedule ?? "none") as Rhythm };
  if (schedule === "weekly") return { ...fields, weekday: String(day) };
  return schedule === "monthly" ? { ...fields, month_day: String(day) } : fields;
}

export function planToSend({ name, format, reason, rhythm, weekday, month_day }: PlanFields): SavedPlan {
  const kept = { name: name.trim(), format, reason: reason.trim() || null };
  if (rhythm === "none") return { ...kept, schedule: null, day: null };
  return { ...kept, schedule: rhythm, day: Number(rhythm === "weekly" ? weekday : month_day) };
}
