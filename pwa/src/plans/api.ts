/** Asks the server about year plans. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { NewYearPlan, PlanProposal, YearPlan } from "./shapes.ts";

export interface ProposalQuery {
  organisation: number;
  year: number;
  fixed_day: string;
  /** Local time, 19:00. */
  from: string;
}

export const proposePlan = (query: ProposalQuery) =>
  answer<PlanProposal>(client.GET("/api/year-plans/proposal", { params: { query } }));

export const planYear = (body: NewYearPlan) => answer<YearPlan>(client.POST("/api/year-plans", { body }));

export const listPlans = (query: { organisation: number; year?: number }) =>
  answer<Page<YearPlan>>(client.GET("/api/year-plans", { params: { query } }));

export const changeProgramme = (yearplan_id: number, month: number, body: { theme: string; agenda: string }) =>
  answer<YearPlan>(
    client.PATCH("/api/year-plans/{yearplan_id}/months/{month}", { params: { path: { yearplan_id, month } }, body }),
  );

export const discardPlan = (yearplan_id: number) =>
  answer(client.DELETE("/api/year-plans/{yearplan_id}", { params: { path: { yearplan_id } } }));
