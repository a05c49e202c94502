/** Asks the server about meetings. */
import { answer, client } from "../core/http.ts";
import type { Page } from "../core/use_pager.ts";
import type { Rule } from "./rules.ts";
import type { Meeting, MeetingDetail, MeetingPlan, NewMeeting } from "./shapes.ts";

interface MeetingQuery {
  when?: "upcoming" | "past";
  organisation?: number;
  /** Only meetings that expect me. */
  mine?: boolean;
  after?: string;
  limit?: number;
}

const at = (meeting_id: number) => ({ params: { path: { meeting_id } } });

export const listMeetings = (query: MeetingQuery) =>
  answer<Page<Meeting>>(client.GET("/api/meetings", { params: { query } }));

export const getMeeting = (id: number) => answer<MeetingDetail>(client.GET("/api/meetings/{meeting_id}", at(id)));

export const planMeeting = (body: NewMeeting) => answer<MeetingDetail>(client.POST("/api/meetings", { body }));

export const changeMeeting = (id: number, body: MeetingPlan) =>
  answer<MeetingDetail>(client.PUT("/api/meetings/{meeting_id}", { ...at(id), body }));

export const cancelMeeting = (id: number) => answer(client.DELETE("/api/meetings/{meeting_id}", at(id)));

export const openMeeting = (id: number) =>
  answer<MeetingDetail>(client.PUT("/api/meetings/{meeting_id}/opening", { ...at(id), body: {} }));

/** From which day which minutes hold, the latest first. */
export const listRules = () =>
  answer<Page<Rule>>(client.GET("/api/attendance-rules", { params: { query: { limit: 100 } } }));

export const addRule = (body: Rule) => answer<Rule>(client.POST("/api/attendance-rules", { body }));
