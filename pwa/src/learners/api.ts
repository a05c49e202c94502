/** Asks who is behind, what is held and which phones hold unsent study; decides on what is held. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { Held, HeldDecision, HeldOfMember, HeldPage, LearnersPage, UnsentPhone } from "./shapes.ts";

export type HeldState = "waiting" | "decided";
export type Shown = "behind" | "all";

export const listLearners = (organisation_id: number, query: { show: Shown; after?: string }) =>
  answer<LearnersPage>(
    client.GET("/api/organisations/{organisation_id}/learners", { params: { path: { organisation_id }, query } }),
  );

export const listHeld = (organisation_id: number, query: { state: HeldState; after?: string; limit?: number }) =>
  answer<HeldPage>(
    client.GET("/api/organisations/{organisation_id}/held-segments", { params: { path: { organisation_id }, query } }),
  );

export const decideOnHeld = (heldstudy_id: number, body: HeldDecision) =>
  answer<HeldOfMember>(
    client.PUT("/api/held-segments/{heldstudy_id}/decision", { params: { path: { heldstudy_id } }, body }),
  );

export const listUnsentPhones = (organisation_id: number, query: { after?: string; limit?: number }) =>
  answer<Page<UnsentPhone>>(
    client.GET("/api/organisations/{organisation_id}/unsent-phones", { params: { path: { organisation_id }, query } }),
  );

export const listMyHeld = (after?: string) =>
  answer<Page<Held>>(client.GET("/api/me/held-segments", { params: { query: { after } } }));
