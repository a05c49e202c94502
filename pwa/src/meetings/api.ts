/** Asks the server about meetings, their codes and boards, and signs in to them. */
import { answer, client } from "../core/http.ts";
import type { Answer } from "../core/problems.ts";
import type { Page } from "../core/use_pager.ts";
import type { Arrival, Code, Meeting, MeetingPlan, NewMeeting, Proof, SignInReceipt, Ticket } from "./shapes.ts";

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

export const getMeeting = (id: number) => answer<Meeting>(client.GET("/api/meetings/{meeting_id}", at(id)));

export const planMeeting = (body: NewMeeting) => answer<Meeting>(client.POST("/api/meetings", { body }));

export const changeMeeting = (id: number, body: MeetingPlan) =>
  answer<Meeting>(client.PUT("/api/meetings/{meeting_id}", { ...at(id), body }));

export const cancelMeeting = (id: number) => answer(client.DELETE("/api/meetings/{meeting_id}", at(id)));

export const openMeeting = (id: number) =>
  answer<Meeting>(client.PUT("/api/meetings/{meeting_id}/opening", { ...at(id), body: {} }));

export const closeMeeting = (id: number) =>
  answer<Meeting>(client.PUT("/api/meetings/{meeting_id}/closing", { ...at(id), body: {} }));

export const getCode = (id: number) => answer<Code>(client.GET("/api/meetings/{meeting_id}/code", at(id)));

export const markMember = (id: number, body: { member_id: number; reason: string }) =>
  answer<Arrival>(client.POST("/api/meetings/{meeting_id}/hand-marks", { ...at(id), body }));

export const exchange = (code: string) => answer<Ticket>(client.POST("/api/sign-in-tickets", { body: { code } }));

export const signIn = (operation_id: string, proof: Proof) =>
  answer<SignInReceipt>(client.POST("/api/sign-ins", { body: { operation_id, ...proof } }));

/** Meetings I can sign in to this moment. */
export async function listMyOpenMeetings(): Promise<Answer<Meeting[]>> {
  const coming = await listMeetings({ mine: true, limit: 20 });
  return coming.ok ? { ok: true, data: coming.data.items.filter(({ can }) => can.includes("sign_in")) } : coming;
}
