/** Asks for the one meeting that comes next. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { NextMeeting } from "./next_step.ts";

export interface UpcomingMeeting extends NextMeeting {
  title: string;
  place: string;
  starts_at: string;
  ends_at: string;
}

export const listNextMeeting = () =>
  answer<Page<UpcomingMeeting>>(client.GET("/api/meetings", { params: { query: { when: "upcoming", limit: 1 } } }));
