/** Adds up some lessons: how many of them are on this phone, how large they are, and how far their coming is. */
import type { StoredDownload } from "../core/db.ts";
import type { Wish } from "./wish_list.ts";

export interface SumUp {
  /** `none` is here or asked for; some are `coming`; all are `here`; what could not be taken leaves the rest `refused`. */
  state: "none" | "coming" | "here" | "refused";
  lessons: number;
  here: number;
  /** What all of them come to, and what of it is on this phone. */
  bytes: number;
  kept_bytes: number;
  /** Why some could not be taken: a problem's code. */
  refused: string | null;
}

export function sumUp(wishes: Wish[], rows: StoredDownload[]): SumUp {
  const found = new Map(rows.map((row) => [row.lesson_id, row]));
  const own = wishes.map(({ id }) => found.get(id));
  const bytes = wishes.map((wish) => found.get(wish.id)?.bytes || wish.media_bytes);
  return {
    state: stateOf(own),
    lessons: wishes.length,
    here: own.filter((row) => row?.state === "complete").length,
    bytes: sum(bytes),
    kept_bytes: sum(own.map((row) => row?.kept_bytes ?? 0)),
    refused: own.find((row) => row?.refused)?.refused ?? null,
  };
}

/** A course that has grown since is offered again. */
function stateOf(own: (StoredDownload | undefined)[]): SumUp["state"] {
  if (own.some((row) => row?.state === "waiting")) return "coming";
  if (own.some((row) => row?.state === "refused")) return "refused";
  return own.length > 0 && own.every((row) => row?.state === "complete") ? "here" : "none";
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
