/** The shapes of the books. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type Book = "hours" | "points";
/** One booking in a list. */
export type BookEntry = Shapes["OneEntry"];
/** One booking with everything that is known of it. */
export type EntryFacts = Shapes["EntryFacts"];
/** What a period's figure is made of, by rule. */
export type Sums = Shapes["SumsOfMember"];
export type PeriodClosing = Shapes["PeriodClosing"];
export type LateEntry = Shapes["EntryOfMember"];
export type Closings = Shapes["NextToClosePage"];
