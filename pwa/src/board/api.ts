/** Asks the server about a meeting's board: marks, approvals, undo, second checks. */
import type { components } from "../core/api.d.ts";
import { answer, client } from "../core/http.ts";
import type { Check, MarkOutcome, NewMark } from "./shapes.ts";

const at = (meeting_id: number) => ({ params: { path: { meeting_id } } });

export const markMembers = (id: number, marks: NewMark[]) =>
  answer<{ items: MarkOutcome[] }>(client.POST("/api/meetings/{meeting_id}/marks", { ...at(id), body: { marks } }));

export const decideClaims = (id: number, sign_in_ids: number[], approve: boolean) =>
  answer<components["schemas"]["DecidedList"]>(
    client.POST("/api/meetings/{meeting_id}/approvals", { ...at(id), body: { sign_in_ids, approve } }),
  );

export const undoMark = (meeting_id: number, sign_in_id: number) =>
  answer(
    client.DELETE("/api/meetings/{meeting_id}/sign-ins/{sign_in_id}", {
      params: { path: { meeting_id, sign_in_id } },
    }),
  );

export const startCheck = (id: number, kind: Check["kind"]) =>
  answer<Check>(client.POST("/api/meetings/{meeting_id}/checks", { ...at(id), body: { kind } }));

export const answerCheck = (meeting_id: number, check_id: number, member_id: number, present: boolean) =>
  answer(
    client.PUT("/api/meetings/{meeting_id}/checks/{check_id}/answers/{member_id}", {
      params: { path: { meeting_id, check_id, member_id } },
      body: { present },
    }),
  );
