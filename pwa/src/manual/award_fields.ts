/** What stands in the form of points by hand, and what is wrong with it. */
import type { AwardAsked } from "./api.ts";

export interface AwardFields {
  /** Given or taken. */
  direction: "give" | "take";
  amount: string;
  day: string;
  reason: string;
  document: string;
}

const isWhole = (typed: string) => /^\d{1,5}$/.test(typed.trim()) && Number(typed) > 0;

export function faultsOf({ amount, day, reason }: AwardFields, today: string): (keyof AwardFields)[] {
  const wrong: (keyof AwardFields)[] = [];
  if (!isWhole(amount)) wrong.push("amount");
  if (!day || day > today || day.slice(0, 4) !== today.slice(0, 4)) wrong.push("day");
  if (reason.trim().length < 2) wrong.push("reason");
  return wrong;
}

export function toAward({ direction, amount, day, reason, document }: AwardFields, operation_id: string): AwardAsked {
  return {
    operation_id,
    amount: direction === "take" ? -Number(amount) : Number(amount),
    day,
    reason: reason.trim(),
    document: document.trim() || null,
  };
}
