/** What waits for my decision, out of all that is open at an organisation: a row for each meeting, where it is decided. */
import type { RouteLocationRaw } from "vue-router";
import type { Named } from "../core/shapes.ts";
import type { HandoverNow, MatterKind } from "../records/shapes.ts";

export interface Row {
  key: string;
  word: "handover" | "claims" | "leaves" | "invitation";
  /** How many wait there. */
  n: number;
  /** The meeting, or the organisation to be taken over. */
  about: string;
  starts_at?: string;
  to: RouteLocationRaw;
}

const DECIDED: [MatterKind, Row["word"]][] = [
  ["waiting_claims", "claims"],
  ["leaves_to_decide", "leaves"],
  ["invitations", "invitation"],
];

export function rowsOf({ id, name }: Named, { due, matters }: Pick<HandoverNow, "due" | "matters">): Row[] {
  const open = new Set(matters.not_closed.map(({ meeting_id }) => meeting_id));
  const decided = DECIDED.flatMap(([kind, word]) =>
    matters[kind].map(({ meeting_id, title, starts_at, waiting }) => ({
      key: `${word}-${id}-${meeting_id}`,
      word,
      n: waiting,
      about: title,
      starts_at,
      to: place(meeting_id, word === "claims" && !open.has(meeting_id)),
    })),
  );
  const handover = { word: "handover", n: 1, about: name, to: { name: "handover", params: { id } } } as const;
  return due ? [{ key: `handover-${id}`, ...handover }, ...decided] : decided;
}

/** Once a meeting is closed, its claims wait on its record. */
function place(meeting: number, closed: boolean): RouteLocationRaw {
  return { name: closed ? "record" : "meeting", params: { id: meeting } };
}
