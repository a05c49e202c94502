/** The shapes of hours: a year with its parts, the shortest way to its target, dated rules and targets. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type Year = Shapes["YearOfHours"];
export type Way = Shapes["Way"];
export type WayLesson = Shapes["WayLesson"];
export type HourRule = Shapes["HourRulePlan"];
export type HourTarget = Shapes["HourTarget"];
export type RoleTarget = Shapes["RoleTarget"];
