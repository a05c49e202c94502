/** Asks what the app has to tell, and says what was read. */
import { answer, client } from "../core/http.ts";
import type { Notice, NoticePage } from "./shapes.ts";

export const listNotices = (query: { after?: string; limit?: number }) =>
  answer<NoticePage>(client.GET("/api/me/notices", { params: { query } }));

export const readNotice = (notice_id: number) =>
  answer<Notice>(client.PUT("/api/me/notices/{notice_id}/reading", { params: { path: { notice_id } }, body: {} }));

export const readAll = (until_id: number) =>
  answer<{ unread: number }>(client.PUT("/api/me/notices/reading", { body: { until_id } }));
