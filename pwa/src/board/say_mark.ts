/** Says how somebody was marked, and what is particular about them, in the words of the board. */
import type { StoredMark } from "../core/db.ts";
import { sayTime } from "../core/format.ts";
import { i18n } from "../core/i18n.ts";
import type { Arrival, Mark, Person } from "./shapes.ts";

const t = (key: string, named: Record<string, unknown> = {}) => i18n.global.t(key, named);

/** 扫码 · 手工：没带手机（李秀兰） */
export function sayMethod({ method, reason, by }: Mark): string {
  const how = method === "by_hand" ? t("board.by_hand", { reason: reason ?? "" }) : t(`board.method_${method}`);
  return by ? t("board.entered_by", { how, by }) : how;
}

/** From another branch, or a guest; undefined where there is nothing to say. */
export function noteOf({ branch, guest }: Person): string | undefined {
  return [guest ? t("board.guest") : null, branch].filter(Boolean).join(" · ") || undefined;
}

/** Everything a row says below the name: late, left early, where from, how. */
export function sayArrival(arrival: Arrival): string {
  const { standing, signed_out_at, left_early } = arrival;
  const parts = [
    standing === "on_time" ? null : t(`board.standing_${standing}`),
    signed_out_at && t(left_early ? "board.left_early" : "board.signed_out", { time: sayTime(signed_out_at) }),
    noteOf(arrival),
    sayMethod(arrival),
  ];
  return parts.filter(Boolean).join(" · ");
}

/** The name of somebody marked on this phone; who it is on an unknown card or in a reply, the server says later. */
export function nameOfMark({ name, card, reply }: StoredMark): string {
  return name ?? t(card ? "board.some_card" : reply ? "board.some_reply" : "board.somebody");
}
