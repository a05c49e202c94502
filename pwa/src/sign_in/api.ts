/** Asks the server about codes, and signs in with them. */
import { answer, client } from "../core/http.ts";
import type { Answer } from "../core/problems.ts";
import type { Page } from "../core/use_pager.ts";
import { listMeetings } from "../meetings/api.ts";
import type { Meeting } from "../meetings/shapes.ts";
import type { Code, Evidence, Lease, LeaseTaken, Proof, ReplyKey, SignInReceipt, Ticket } from "./shapes.ts";

const at = (meeting_id: number) => ({ path: { meeting_id } });

export const getCode = (meeting_id: number, purpose: "in" | "out") =>
  answer<Code>(client.GET("/api/meetings/{meeting_id}/code", { params: { ...at(meeting_id), query: { purpose } } }));

export const resetCode = (meeting_id: number) =>
  answer<Code>(client.POST("/api/meetings/{meeting_id}/code-resets", { params: at(meeting_id), body: {} }));

export const leaseKeys = (meeting_id: number) =>
  answer<Lease>(client.POST("/api/meetings/{meeting_id}/leases", { params: at(meeting_id), body: {} }));

export const listLeases = (meeting_id: number, after?: string) =>
  answer<Page<LeaseTaken>>(
    client.GET("/api/meetings/{meeting_id}/leases", { params: { ...at(meeting_id), query: { after } } }),
  );

export const exchange = (code: string, bond: { public_key?: string; signature?: string } = {}) =>
  answer<Ticket>(client.POST("/api/sign-in-tickets", { body: { code, ...bond } }));

export const signInToMeeting = (operation_id: string, proof: Proof, evidence: Evidence) =>
  answer<SignInReceipt>(client.POST("/api/sign-ins", { body: { operation_id, purpose: "in", ...proof, ...evidence } }));

/** An A4 sheet as SVG text. */
export const getPosterSheet = (meeting_id: number, language: "zh" | "en") =>
  answer<string>(
    client.GET("/api/meetings/{meeting_id}/poster-sheet.svg", {
      params: { ...at(meeting_id), query: { language } },
      parseAs: "text",
    }),
  );

export const getReplyKey = () => answer<ReplyKey>(client.GET("/api/me/reply-key"));

/** Meetings that are open now and expect me: to sign in to, out of, or to answer for. */
export async function listMyOpenMeetings(): Promise<Answer<Meeting[]>> {
  const coming = await listMeetings({ mine: true, limit: 20 });
  return coming.ok ? { ok: true, data: coming.data.items.filter(({ state }) => state === "open") } : coming;
}
