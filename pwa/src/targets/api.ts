/** Asks how branches stand and who has not met the year's target; has them told. */
import { answer, client } from "../core/http.ts";
import type { BelowPage, Reminded, StandingsPage, ToRemind } from "./shapes.ts";

export const listStandings = (organisation_id: number, query: { size?: "ranked" | "small"; after?: string }) =>
  answer<StandingsPage>(
    client.GET("/api/organisations/{organisation_id}/branch-standings", {
      params: { path: { organisation_id }, query },
    }),
  );

export const listBelow = (organisation_id: number, query: { after?: string }) =>
  answer<BelowPage>(
    client.GET("/api/organisations/{organisation_id}/below-target", { params: { path: { organisation_id }, query } }),
  );

export const previewReminder = (organisation_id: number) =>
  answer<ToRemind>(
    client.GET("/api/organisations/{organisation_id}/target-reminders", { params: { path: { organisation_id } } }),
  );

export const sendReminder = (organisation_id: number) =>
  answer<Reminded>(
    client.POST("/api/organisations/{organisation_id}/target-reminders", {
      params: { path: { organisation_id } },
      body: { year: null },
    }),
  );
