/** Says why a post is not to be read as it was written, and which deeds stand behind "more". */
import { i18n } from "../core/i18n.ts";
import type { Post } from "./shapes.ts";

/** Null for a post that anybody reads. */
export function sayState({ state, mine, hidden_reason: reason, body }: Post): string | null {
  const { t } = i18n.global;
  if (state === "shown") return null;
  if (state === "deleted" || body === null) return t(`exchange.is_${state}`);
  return t(mine ? "exchange.is_hidden_mine" : "exchange.is_hidden_looked_after", { reason });
}

export const DEEDS = ["edit", "delete", "report", "hide", "show"] as const;
export type Deed = (typeof DEEDS)[number];

/** Who may hide a post need not report it. */
export function deedsOf({ can }: Pick<Post, "can">): Deed[] {
  return DEEDS.filter((deed) => can.includes(deed) && !(deed === "report" && can.includes("hide")));
}
