/** Says what a record tells of a member, in the words of the board. */
import { sayMethod } from "../board/say_mark.ts";
import type { Mark } from "../board/shapes.ts";
import { sayTime } from "../core/format.ts";
import { i18n } from "../core/i18n.ts";
import type { Correction, Row } from "./shapes.ts";

const t = (key: string, named: Record<string, unknown> = {}) => i18n.global.t(key, named);

/** Late, left early, from where, how: what stands below a name. */
export function sayRow({ arrival, signed_out, guest, branch, checks }: Row, home: number): string {
  const parts = [
    arrival && arrival.standing !== "on_time" ? t(`board.standing_${arrival.standing}`) : null,
    signed_out && t(signed_out.left_early ? "board.left_early" : "board.signed_out", { time: sayTime(signed_out.at) }),
    checks.some(({ present }) => present === false) ? t("records.check_failed") : null,
    guest ? t("board.guest") : null,
    branch.id === home ? null : branch.name,
    arrival ? sayMethod(asMark(arrival)) : null,
  ];
  return parts.filter(Boolean).join(" · ");
}

/** What was done, in a sentence: 王建国：改为到场 */
export function sayCorrection({ kind, member }: Correction): string {
  return t(`records.did_${kind}`, { name: member?.name ?? "" });
}

/** A frozen mark in the shape that the board speaks of. */
export function asMark(mark: NonNullable<Row["arrival"]> | Row["marks"][number]): Mark {
  const { method, assurance, at, by, reason } = mark;
  return { method, assurance, signed_in_at: at, by, reason };
}
