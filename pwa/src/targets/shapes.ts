/** The shapes of targets of a subtree. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type Below = Shapes["Below"];
export type BelowPage = Shapes["BelowBesidePage"];
export type Standing = Shapes["BranchStanding"];
export type StandingsPage = Shapes["BranchStandingsBesidePage"];
export type ToRemind = Shapes["ToRemind"];
export type Reminded = Shapes["Reminded"];
