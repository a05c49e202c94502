/** The shapes of packages. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type BroughtIn = Shapes["BroughtIn"];
export type LeftOut = Shapes["LeftOut"];
export type Why = LeftOut["why"];

/** The forms in which a course goes out, the most useful first. */
export const FORMS = ["muster", "common_cartridge", "scorm_1_2"] as const;
export type Form = (typeof FORMS)[number];
export const ACCEPTED = ".zip,.imscc";
