/** Sends what was studied, and asks for the hours that came of it: the year's sum and the book behind it. */
import { answer, client } from "../core/http.ts";
import type { Entry, StudySummary } from "../core/shapes.ts";
import type { Page } from "../core/use_pager.ts";
import type { SegmentOut, StudyReceipt } from "./shapes.ts";

export const sendSegments = (segments: SegmentOut[]) =>
  answer<StudyReceipt>(client.POST("/api/study/segments", { body: { segments } }));

/** Since when this phone holds study that it could not deliver; null: it holds none. */
export const tellSince = (since: string | null) =>
  answer<unknown>(client.PUT("/api/study/unsent", { body: { since } }));

export const getSummary = () => answer<StudySummary>(client.GET("/api/study/summary"));

export const listEntries = (query: { after?: string }) =>
  answer<Page<Entry>>(client.GET("/api/study/entries", { params: { query } }));
