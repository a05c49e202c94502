/** Asks the server about what is booked by hand: ask for it, decide on it as a second person. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { AwardState, ManualAward } from "./shapes.ts";

const at = (manualaward_id: number) => ({ params: { path: { manualaward_id } } });

export interface AwardAsked {
  operation_id: string;
  amount: number;
  day: string | null;
  reason: string;
  document: string | null;
}

export const askAward = (member_id: number, body: AwardAsked) =>
  answer<ManualAward>(client.POST("/api/members/{member_id}/manual-awards", { params: { path: { member_id } }, body }));

export const askReversal = (
  entry_id: number,
  body: { operation_id: string; reason: string; document: string | null },
) => answer<ManualAward>(client.POST("/api/entries/{entry_id}/reversals", { params: { path: { entry_id } }, body }));

export const listAwards = (query: { state?: AwardState; to_decide?: boolean; after?: string; limit?: number }) =>
  answer<Page<ManualAward> & { to_decide: number }>(client.GET("/api/manual-awards", { params: { query } }));

export const getAward = (id: number) => answer<ManualAward>(client.GET("/api/manual-awards/{manualaward_id}", at(id)));

export const decideOnAward = (id: number, body: { decision: "approve" | "decline"; reason: string | null }) =>
  answer<ManualAward>(client.PUT("/api/manual-awards/{manualaward_id}/decision", { ...at(id), body }));

export const withdrawAward = (id: number) => answer(client.DELETE("/api/manual-awards/{manualaward_id}", at(id)));
