/** Asks the server about member cards. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { components } from "../core/api.d.ts";

export type Card = components["schemas"]["Card"];

export const getMyCard = () => answer<Card>(client.GET("/api/me/card"));

export const listCards = (organisation: number, after?: string) =>
  answer<Page<Card>>(client.GET("/api/members/cards", { params: { query: { organisation, after, limit: 100 } } }));

export const resetCard = (member_id: number) =>
  answer<Card>(client.POST("/api/members/{member_id}/card-resets", { params: { path: { member_id } }, body: {} }));
