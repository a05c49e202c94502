/** Asks the server about what stays of a meeting: closing, record, corrections, minutes, photos, hand-overs. */
import { answer, client, sendFile } from "../core/http.ts";
import { currentLocale } from "../core/i18n.ts";
import { OFFLINE, refused, type Answer } from "../core/problems.ts";
import { problemOf, readAnswer } from "../core/read_answer.ts";
import type { Page } from "../core/use_pager.ts";
import type { MeetingDetail } from "../meetings/shapes.ts";
import type { Correction, Handover, HandoverNow, MeetingRecord, Minutes, NewCorrection, Photo } from "./shapes.ts";

const at = (meeting_id: number) => ({ params: { path: { meeting_id } } });
const photoAt = (meeting_id: number, photo_id: number) => ({ params: { path: { meeting_id, photo_id } } });
const of = (organisation_id: number) => ({ path: { organisation_id } });

export const closeMeeting = (id: number, body: { head_count: number | null; head_count_note: string | null }) =>
  answer<MeetingDetail>(client.PUT("/api/meetings/{meeting_id}/closing", { ...at(id), body }));

export const getRecord = (id: number) => answer<MeetingRecord>(client.GET("/api/meetings/{meeting_id}/record", at(id)));

export const correct = (id: number, body: NewCorrection) =>
  answer<Correction>(client.POST("/api/meetings/{meeting_id}/corrections", { ...at(id), body }));

/** Every correction below an organisation, or of all that I look after, the latest first. */
export const listCorrections = (query: { organisation?: number; after?: string }) =>
  answer<Page<Correction>>(client.GET("/api/corrections", { params: { query } }));

export const getMinutes = (id: number) =>
  answer<Minutes>(
    client.GET("/api/meetings/{meeting_id}/minutes", {
      params: { path: { meeting_id: id }, query: { language: currentLocale() } },
    }),
  );

/** Saves over the version that was read; `minutes_changed` where another stands by now. */
export const putMinutes = (id: number, body: { body: string; version: number }) =>
  answer<Minutes>(client.PUT("/api/meetings/{meeting_id}/minutes", { ...at(id), body }));

export const listPhotos = (id: number) => answer<Page<Photo>>(client.GET("/api/meetings/{meeting_id}/photos", at(id)));

export async function addPhoto(id: number, photo: Blob): Promise<Answer<Photo>> {
  const body = new FormData();
  body.set("file", photo, "photo");
  const request = new Request(new URL(`/api/meetings/${id}/photos`, location.origin), { method: "POST", body });
  try {
    return await readAnswer<Photo>(await sendFile(request));
  } catch {
    return refused(OFFLINE);
  }
}

/** The picture itself: an `img` sends no access token. */
export async function fetchPhoto(id: number, photoId: number): Promise<Answer<Blob>> {
  try {
    const request = new Request(new URL(`/api/meetings/${id}/photos/${photoId}`, location.origin));
    const response = await sendFile(request);
    if (!response.ok) return refused(problemOf(response, await response.json().catch(() => null)));
    return { ok: true, data: await response.blob() };
  } catch {
    return refused(OFFLINE);
  }
}

export const captionPhoto = (id: number, photoId: number, caption: string) =>
  answer<Photo>(
    client.PATCH("/api/meetings/{meeting_id}/photos/{photo_id}", { ...photoAt(id, photoId), body: { caption } }),
  );

export const removePhoto = (id: number, photoId: number) =>
  answer(client.DELETE("/api/meetings/{meeting_id}/photos/{photo_id}", photoAt(id, photoId)));

export const getHandover = (organisation: number) =>
  answer<HandoverNow>(client.GET("/api/organisations/{organisation_id}/handover", { params: of(organisation) }));

export const takeOver = (organisation: number, note: string) =>
  answer<Handover>(
    client.POST("/api/organisations/{organisation_id}/handovers", { params: of(organisation), body: { note } }),
  );

export const listHandovers = (organisation: number, after?: string) =>
  answer<Page<Handover>>(
    client.GET("/api/organisations/{organisation_id}/handovers", {
      params: { ...of(organisation), query: { after } },
    }),
  );
