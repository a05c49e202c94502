/** Asks the server about the books: what a figure is made of, one entry, what is closed. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { Book, BookEntry, Closings, EntryFacts, LateEntry, PeriodClosing, Sums } from "./shapes.ts";

export interface BookQuery {
  book: Book;
  period: string;
  rule?: string;
  day?: string;
}

export const listBook = (member_id: number, query: BookQuery & { after?: string }) =>
  answer<Page<BookEntry>>(client.GET("/api/members/{member_id}/entries", { params: { path: { member_id }, query } }));

export const getSums = (member_id: number, query: { book: Book; period: string }) =>
  answer<Sums>(client.GET("/api/members/{member_id}/sums", { params: { path: { member_id }, query } }));

export const getEntry = (entry_id: number) =>
  answer<EntryFacts>(client.GET("/api/entries/{entry_id}", { params: { path: { entry_id } } }));

export const listClosings = (after?: string) =>
  answer<Closings>(client.GET("/api/closings", { params: { query: { after } } }));

export const closePeriod = (period: string) =>
  answer<PeriodClosing>(client.POST("/api/closings", { body: { period } }));

export const listLateEntries = (closing_id: number, after?: string) =>
  answer<Page<LateEntry>>(
    client.GET("/api/closings/{closing_id}/late-entries", { params: { path: { closing_id }, query: { after } } }),
  );
