/** The shapes of menus, assignments and of who lags. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

/** A course with what this organisation, or one above it, has chosen about it. */
export type MenuCourse = Shapes["MenuCourse"];
/** An assignment with how many of the organisation that was asked about have finished. */
export type SubtreeAssignment = Shapes["SubtreeAssignment"];
export type MyAssignment = Shapes["MyAssignment"];
export type NewAssignment = Shapes["NewAssignment"];
export type Laggard = Shapes["Laggard"];
export type LaggardsPage = Shapes["LaggardsPage"];
