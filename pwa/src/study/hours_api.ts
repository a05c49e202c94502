/** Asks the server for my hours: the year's sum and the book behind it. */
import { answer, client } from "../core/http.ts";
import type { Entry, StudySummary } from "../core/shapes.ts";
import type { Page } from "../core/use_pager.ts";

export const getSummary = () => answer<StudySummary>(client.GET("/api/study/summary"));

export const listEntries = (query: { after?: string; limit?: number }) =>
  answer<Page<Entry>>(client.GET("/api/study/entries", { params: { query } }));
