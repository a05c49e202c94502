/** What the secretary's camera has seen: a member card, a phone's reply code, or nothing for this meeting. */
import type { StoredMark } from "../core/db.ts";
import { decode } from "../sign_in/base32.ts";
import { parseScan } from "../sign_in/parse_scan.ts";
import type { Seen } from "./mark_outbox.ts";
import type { Board } from "./shapes.ts";
import { memberOfCard, nameOn } from "./view_board.ts";

export type Sight =
  | { kind: "new"; seen: Seen }
  | { kind: "already"; name: string | null }
  | { kind: "other_meeting" | "not_a_card" | "sign_in_code" };

const REPLY_BYTES = 28;

/** Works without a network: names come from the board as this phone knows it. */
export function seeScan(text: string, board: Board, marks: StoredMark[]): Sight {
  const scanned = parseScan(text);
  if (scanned.kind === "card") return seeCard(scanned.code, board, marks);
  if (scanned.kind === "reply") return seeReply(scanned.code, board, marks);
  return { kind: scanned.kind === "sign_in" ? "sign_in_code" : "not_a_card" };
}

function seeCard(card: string, board: Board, marks: StoredMark[]): Sight {
  const member_id = memberOfCard(card);
  if (member_id === null) return { kind: "not_a_card" };
  const name = nameOn(board, member_id);
  const isIn = board.signed_in.some((arrival) => arrival.member_id === member_id);
  const isMarked = marks.some((mark) => mark.member_id === member_id);
  return isIn || isMarked ? { kind: "already", name } : { kind: "new", seen: { member_id, name, card } };
}

/** A reply names a session, not a member: who it is, the server says once it has it. */
function seeReply(reply: string, board: Board, marks: StoredMark[]): Sight {
  const bytes = decode(reply, REPLY_BYTES);
  if (!bytes) return { kind: "not_a_card" };
  if (new DataView(bytes.buffer).getUint32(10) !== board.meeting.id) return { kind: "other_meeting" };
  const known = marks.find((mark) => mark.reply === reply);
  return known ? { kind: "already", name: known.name } : { kind: "new", seen: { member_id: null, name: null, reply } };
}
