/** The board as the secretary sees it: what the server knows, and what this phone has marked and not delivered yet. */
import type { StoredMark } from "../core/db.ts";
import { decode } from "../sign_in/base32.ts";
import type { Arrival, Board, OnLeave, Person, Waiting } from "./shapes.ts";

export interface SeenBoard {
  missing: Person[];
  /** Marked on this phone: the server, or its last board, does not know yet. */
  saved: StoredMark[];
  signed_in: Arrival[];
  on_leave: OnLeave[];
  waiting: Waiting[];
}

/** A saved mark counts at once on this phone, and gives way to the server's as soon as that is there. */
export function viewBoard(board: Board, marks: StoredMark[]): SeenBoard {
  const arrived = new Set(board.signed_in.map(({ member_id }) => member_id));
  const saved = marks.filter((mark) => mark.kind === "in" && !mark.refused && !arrived.has(mark.member_id ?? 0));
  const marked = new Set(saved.map(({ member_id }) => member_id));
  const unmarked = <P extends Person>(people: P[]) => people.filter(({ member_id }) => !marked.has(member_id));
  return {
    missing: unmarked(board.missing),
    saved: newestFirst(saved),
    signed_in: board.signed_in,
    on_leave: unmarked(board.on_leave),
    waiting: unmarked(board.waiting),
  };
}

function newestFirst(marks: StoredMark[]): StoredMark[] {
  return [...marks].sort((one, other) => other.at - one.at);
}

/** Everybody the board names, by id: that is how a scanned card gets its name without a network. */
export function nameOn(board: Board, memberId: number): string | null {
  const people = [...board.missing, ...board.signed_in, ...board.on_leave, ...board.waiting];
  return people.find(({ member_id }) => member_id === memberId)?.name ?? null;
}

const CARD_BYTES = 24;
const CARD_VERSION = 1;

/** The member that a card names; whether the card is true, only the server knows. */
export function memberOfCard(card: string): number | null {
  const bytes = decode(card, CARD_BYTES);
  if (!bytes || bytes[0] !== CARD_VERSION) return null;
  return Number(new DataView(bytes.buffer).getBigUint64(2));
}

/** What is kept for times without a network: reasons of leave are nobody's business on a lost phone. */
export function withoutReasons(board: Board): Board {
  return { ...board, on_leave: board.on_leave.map((leave) => ({ ...leave, reason: null })) };
}
