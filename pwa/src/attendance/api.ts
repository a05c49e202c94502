/** Asks the server about my attendance, who looked at it, and my calendar link. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { MyAttendance, Trace } from "./shapes.ts";

export const getMyAttendance = (year: number) =>
  answer<MyAttendance>(client.GET("/api/me/attendance", { params: { query: { year } } }));

export const listTraces = (query: { after?: string }) =>
  answer<Page<Trace>>(client.GET("/api/me/attendance/traces", { params: { query } }));

export const getCalendarLink = () => answer<{ url: string | null }>(client.GET("/api/me/calendar-feed"));

export const renewCalendarLink = () =>
  answer<{ url: string | null }>(client.POST("/api/me/calendar-feed", { body: {} }));

export const endCalendarLink = () => answer(client.DELETE("/api/me/calendar-feed"));
