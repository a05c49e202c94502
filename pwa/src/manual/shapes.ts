/** The shapes of what is booked by hand. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type ManualAward = Shapes["ManualAward"];
export type AwardState = ManualAward["state"];
