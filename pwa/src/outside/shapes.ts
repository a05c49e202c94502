/** The shapes of outside study. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type OutsideStudy = Shapes["OutsideStudy"];
export type NewOutsideStudy = Shapes["NewOutsideStudy"];
export type Decision = Shapes["Decision"];
export type Proof = Shapes["OutsidePhoto"];
export type State = OutsideStudy["state"];
export const MOST_PROOFS = 6;
