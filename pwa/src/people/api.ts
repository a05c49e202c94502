/** Asks the server about the people somebody looks after. */
import { answer, client, sendFile } from "../core/http.ts";
import { OFFLINE, refused, type Answer } from "../core/problems.ts";
import { readAnswer } from "../core/read_answer.ts";
import type { Page } from "../core/use_pager.ts";
import type { FirstPassword, ImportOutcome, Member, RoleGrant } from "./shapes.ts";

const of = (member_id: number) => ({ params: { path: { member_id } } });

export const listMembers = (query: { organisation?: number; q?: string; after?: string; limit?: number }) =>
  answer<Page<Member>>(client.GET("/api/members", { params: { query } }));

export const getMember = (id: number) => answer<Member>(client.GET("/api/members/{member_id}", of(id)));

/** The whole number; that it was looked at is recorded. */
export const revealPhone = (id: number) =>
  answer<{ phone: string | null }>(client.POST("/api/members/{member_id}/phone-reveals", of(id)));

export const changeStatus = (id: number, status: Member["status"]) =>
  answer<Member>(client.PUT("/api/members/{member_id}/status", { ...of(id), body: { status } }));

export const issueFirstPassword = (id: number) =>
  answer<FirstPassword>(client.POST("/api/members/{member_id}/first-passwords", of(id)));

export const grantRole = (id: number, body: RoleGrant) =>
  answer<Member>(client.POST("/api/members/{member_id}/roles", { ...of(id), body }));

export const endRole = (member_id: number, role_id: number) =>
  answer(client.DELETE("/api/members/{member_id}/roles/{role_id}", { params: { path: { member_id, role_id } } }));

/** Checks a roster (`dry_run`) or takes it in; with a bad cell nothing is applied unless `skip_bad_rows`. */
export async function importMembers(
  file: File,
  options: { dry_run: boolean; skip_bad_rows: boolean },
): Promise<Answer<ImportOutcome>> {
  const body = new FormData();
  body.set("file", file);
  for (const [name, value] of Object.entries(options)) body.set(name, String(value));
  const request = new Request(new URL("/api/members/imports", location.origin), { method: "POST", body });
  try {
    return await readAnswer<ImportOutcome>(await sendFile(request));
  } catch {
    return refused(OFFLINE);
  }
}
