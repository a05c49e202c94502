/** The shapes of members' study as their secretary sees it. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type Learner = Shapes["Learner"];
export type LearnersPage = Shapes["LearnersBesidePage"];
/** Study that waits for a decision, as its member sees it. */
export type Held = Shapes["Held"];
export type HeldOfMember = Shapes["HeldOfMember"];
export type HeldPage = Shapes["HeldCountPage"];
export type HeldDecision = Shapes["HeldDecision"];
export type UnsentPhone = Shapes["UnsentPhone"];
