/** The shapes of year plans. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type YearPlan = Shapes["YearPlan"];
export type PlanMonth = Shapes["PlanMonth"];
export type PlanProposal = Shapes["PlanProposal"];
export type MonthProposal = Shapes["MonthProposal"];
export type NewYearPlan = Shapes["NewYearPlan"];
export type PlannedMonth = Shapes["PlannedMonth"];
