/** Asks the server about certificates: mine, a member's, and whether one is genuine. */
import { answer, client, sendFile } from "../core/http.ts";
import { currentLocale } from "../core/i18n.ts";
import type { Page } from "../core/use_pager.ts";
import type { Certificate, Possible, Verified } from "./shapes.ts";

export const listMine = (after?: string) =>
  answer<Page<Certificate>>(client.GET("/api/me/certificates", { params: { query: { after } } }));

export const getPossible = () => answer<Possible>(client.GET("/api/me/certificates/possible"));

export const issue = (body: { course_id: number } | { year: number }) =>
  answer<Certificate>(client.POST("/api/me/certificates", { body }));

export const listOf = (member_id: number, after?: string) =>
  answer<Page<Certificate>>(
    client.GET("/api/members/{member_id}/certificates", { params: { path: { member_id }, query: { after } } }),
  );

export const withdraw = (certificate_id: number, reason: string) =>
  answer<Certificate>(
    client.PUT("/api/certificates/{certificate_id}/withdrawal", {
      params: { path: { certificate_id } },
      body: { reason },
    }),
  );

export const verify = (code: string) =>
  answer<Verified>(client.GET("/api/certificates/{code}", { params: { path: { code } } }));

/** The PDF in the language of the app, for its holder. */
export function fetchDocument(code: string): Promise<Response> {
  const address = `/api/certificates/${encodeURIComponent(code)}/document.pdf?language=${currentLocale()}`;
  return sendFile(new Request(new URL(address, location.origin)));
}
