/** The shapes of a meeting's board. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

/** Who is in (newest first), who is not, who is on leave, and what waits for the secretary. */
export type Board = Shapes["Board"];
export type Person = Shapes["Person"];
export type Arrival = Shapes["Arrival"];
export type Mark = Shapes["Mark"];
export type OnLeave = Shapes["OnLeave"];
export type Waiting = Shapes["Waiting"];
export type Check = Shapes["Check"];
export type NewMark = Shapes["NewMark"];
export type MarkOutcome = Shapes["MarkOutcome"];
export type Assurance = Mark["assurance"];

export const ASSURANCES: Assurance[] = ["A", "B", "C", "D"];
