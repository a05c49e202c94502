/** How long: usual lengths by one tap, others in minutes; and what a secretary may make of a length. */
import { sayDuration } from "../core/format.ts";
import { i18n } from "../core/i18n.ts";
import type { NewOutsideStudy, OutsideStudy } from "./shapes.ts";

type Amount = Required<Pick<NewOutsideStudy, "amount" | "unit">>;

export const USUAL: Record<string, Amount> = {
  one_hour: { amount: 60, unit: "minutes" },
  two_hours: { amount: 120, unit: "minutes" },
  half_day: { amount: 1, unit: "half_days" },
  day: { amount: 1, unit: "days" },
};
export const OTHER = "other";

/** Of a usual length, or of minutes as they were typed; null where that is no length of a day. */
export function amountOf(choice: string, minutes: string): Amount | null {
  if (choice !== OTHER) return USUAL[choice] ?? null;
  const typed = Number(minutes.trim());
  return /^\d{1,4}$/.test(minutes.trim()) && typed >= 1 && typed <= 24 * 60 ? { amount: typed, unit: "minutes" } : null;
}

/** 2 小时; 半天（4 小时） where it was declared in days or units. */
export function sayAmount(study: Pick<OutsideStudy, "amount" | "unit" | "asked_seconds">): string {
  const length = sayDuration(study.asked_seconds);
  if (study.unit === "minutes") return length;
  const { t } = i18n.global;
  const { amount: n, unit } = study;
  const declared = unit !== "units" && n === 1 ? t(`outside.one_${unit}`) : t(`outside.n_${unit}`, { n });
  return t("outside.amount_is", { declared, length });
}

/** The amount that a secretary approves, in seconds: undefined as declared, null where the typed minutes are none. */
export function correctedSeconds(minutes: string, asked: number): number | null | undefined {
  if (minutes.trim() === "") return null;
  const amount = amountOf(OTHER, minutes);
  if (!amount) return null;
  return amount.amount * 60 === asked ? undefined : amount.amount * 60;
}
