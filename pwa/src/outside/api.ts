/** Asks the server about outside study: declare, prove, look at, decide. */
import { answer, client, sendFile } from "../core/http.ts";
import { OFFLINE, refused, type Answer } from "../core/problems.ts";
import { problemOf, readAnswer } from "../core/read_answer.ts";
import type { Page } from "../core/use_pager.ts";
import type { Decision, NewOutsideStudy, OutsideStudy, Proof, State } from "./shapes.ts";

const at = (outsidestudy_id: number) => ({ params: { path: { outsidestudy_id } } });

export const declareStudy = (body: NewOutsideStudy) =>
  answer<OutsideStudy>(client.POST("/api/outside-studies", { body }));

export const listMyStudies = (after?: string) =>
  answer<Page<OutsideStudy>>(client.GET("/api/me/outside-studies", { params: { query: { after } } }));

export const getStudy = (id: number) =>
  answer<OutsideStudy>(client.GET("/api/outside-studies/{outsidestudy_id}", at(id)));

export const withdrawStudy = (id: number) => answer(client.DELETE("/api/outside-studies/{outsidestudy_id}", at(id)));

export const listQueue = (organisation_id: number, state: State, page: { after?: string; limit?: number } = {}) =>
  answer<Page<OutsideStudy> & { waiting: number }>(
    client.GET("/api/organisations/{organisation_id}/outside-studies", {
      params: { path: { organisation_id }, query: { state, ...page } },
    }),
  );

/** Decides over the version that was looked at; `decided_meanwhile` where somebody else was first. */
export const decideOnStudy = (id: number, body: Decision) =>
  answer<OutsideStudy>(client.PUT("/api/outside-studies/{outsidestudy_id}/decision", { ...at(id), body }));

export const removeProof = (id: number, photo_id: number) =>
  answer(
    client.DELETE("/api/outside-studies/{outsidestudy_id}/photos/{photo_id}", {
      params: { path: { outsidestudy_id: id, photo_id } },
    }),
  );

export async function addProof(id: number, photo: Blob): Promise<Answer<Proof>> {
  const body = new FormData();
  body.set("file", photo, "proof");
  const request = new Request(new URL(`/api/outside-studies/${id}/photos`, location.origin), { method: "POST", body });
  try {
    return await readAnswer<Proof>(await sendFile(request));
  } catch {
    return refused(OFFLINE);
  }
}

/** The picture itself: an `img` sends no access token. */
export async function fetchProof(id: number, photoId: number): Promise<Answer<Blob>> {
  try {
    const address = new URL(`/api/outside-studies/${id}/photos/${photoId}`, location.origin);
    const response = await sendFile(new Request(address));
    if (!response.ok) return refused(problemOf(response, await response.json().catch(() => null)));
    return { ok: true, data: await response.blob() };
  } catch {
    return refused(OFFLINE);
  }
}
