/** Asks the server about a meeting's roster: leave, guests, branches that join, helpers at the door. */
import { answer, client } from "../core/http.ts";
import type { Named } from "../core/shapes.ts";
import type { Page } from "../core/use_pager.ts";
import type { MeetingDetail } from "../meetings/shapes.ts";

const at = (meeting_id: number) => ({ params: { path: { meeting_id } } });

export const askForLeave = (id: number, reason: string) =>
  answer<MeetingDetail>(client.PUT("/api/meetings/{meeting_id}/leave", { ...at(id), body: { reason } }));

export const withdrawMyLeave = (id: number) =>
  answer<MeetingDetail>(client.DELETE("/api/meetings/{meeting_id}/leave", at(id)));

export const decideOnLeave = (id: number, member_id: number, granted: boolean) =>
  answer(
    client.PUT("/api/meetings/{meeting_id}/leaves/{member_id}", {
      params: { path: { meeting_id: id, member_id } },
      body: { granted, note: null },
    }),
  );

export const inviteGuest = (id: number, card_number: string) =>
  answer<MeetingDetail>(client.POST("/api/meetings/{meeting_id}/guests", { ...at(id), body: { card_number } }));

const helper = (meeting_id: number, member_id: number) => ({ params: { path: { meeting_id, member_id } } });

export const appointHelper = (id: number, memberId: number) =>
  answer<MeetingDetail>(
    client.PUT("/api/meetings/{meeting_id}/helpers/{member_id}", { ...helper(id, memberId), body: {} }),
  );

export const dismissHelper = (id: number, memberId: number) =>
  answer<MeetingDetail>(client.DELETE("/api/meetings/{meeting_id}/helpers/{member_id}", helper(id, memberId)));

const joint = (meeting_id: number, organisation_id: number) => ({ params: { path: { meeting_id, organisation_id } } });

/** A branch that could be asked to join; `full_name` tells it from its namesakes. */
export type Candidate = Named & { full_name: string };

export const listCandidates = (meeting_id: number, query: { q: string; after?: string; limit?: number }) =>
  answer<Page<Candidate>>(
    client.GET("/api/meetings/{meeting_id}/joint-candidates", { params: { path: { meeting_id }, query } }),
  );

export const inviteBranch = (id: number, organisationId: number) =>
  answer<MeetingDetail>(
    client.PUT("/api/meetings/{meeting_id}/joint-branches/{organisation_id}", {
      ...joint(id, organisationId),
      body: {},
    }),
  );

export const acceptInvitation = (id: number, organisationId: number) =>
  answer<MeetingDetail>(
    client.PUT("/api/meetings/{meeting_id}/joint-branches/{organisation_id}/acceptance", {
      ...joint(id, organisationId),
      body: {},
    }),
  );

export const leaveJointMeeting = (id: number, organisationId: number) =>
  answer(client.DELETE("/api/meetings/{meeting_id}/joint-branches/{organisation_id}", joint(id, organisationId)));
