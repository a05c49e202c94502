/** Asks the server for my points, their rules and the rankings. */
import { answer, client } from "../core/http.ts";
import type { components } from "../core/api.d.ts";
import type { PointsRule, PointsSummary, Ranking } from "../core/shapes.ts";
import type { Page } from "../core/use_pager.ts";
import type { BookEntry } from "../ledger/shapes.ts";

export const getSummary = () => answer<PointsSummary>(client.GET("/api/points/summary"));

export const listEntries = (query: { after?: string }) =>
  answer<Page<BookEntry>>(client.GET("/api/points/entries", { params: { query } }));

export const listRules = () =>
  answer<Page<PointsRule>>(client.GET("/api/points/rules", { params: { query: { limit: 100 } } }));

export const addRule = (body: components["schemas"]["PointRulePlan"]) =>
  answer<PointsRule>(client.POST("/api/points/rules", { body }));

export const getRanking = (query: { organisation?: number; period: string; after?: string }) =>
  answer<Ranking>(client.GET("/api/points/ranking", { params: { query } }));
