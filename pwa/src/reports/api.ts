/** Asks the server for reports: rows for the screen, files to keep, questions to be asked again. */
import { answer, client, sendFile } from "../core/http.ts";
import { currentLocale } from "../core/i18n.ts";
import type { Page } from "../core/use_pager.ts";
import type {
  Exported,
  FileFormat,
  Kind,
  MyExport,
  Offer,
  Query,
  ReportPage,
  Run,
  SavedPlan,
  SavedReport,
} from "./shapes.ts";

/** What may be asked, and with which filters. */
export const getOffer = () => answer<Offer>(client.GET("/api/reports") as never);

export const listRows = (kind: Kind, query: Query & { after?: string; limit?: number }) =>
  answer<ReportPage>(client.GET(`/api/reports/${kind}` as "/api/reports/study-hours", { params: { query } }) as never);

/** A whole report as a file, written while it comes: `report` is its address below /api/reports. Throws where the server is not reached. */
export function askForFile(report: string, format: FileFormat, query: object = {}): Promise<Response> {
  const url = new URL(`/api/reports/${report}.${format}`, location.origin);
  const asked = { ...query, language: currentLocale() };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, String(value));
  return sendFile(new Request(url));
}

export interface RunWish {
  kind: Kind;
  query: Query;
  format: FileFormat;
  reason?: string;
  operation_id: string;
}

/** Has a file made in the background. */
export const makeRun = (wish: RunWish) =>
  answer<Run>(
    client.POST("/api/report-runs", {
      body: { reason: null, ...wish, query: { ...wish.query }, language: currentLocale() },
    }) as never,
  );

export const listRuns = (query: { after?: string }) =>
  answer<Page<Run>>(client.GET("/api/report-runs", { params: { query } }) as never);

export const getRun = (id: number) =>
  answer<Run>(client.GET("/api/report-runs/{reportrun_id}", { params: { path: { reportrun_id: id } } }) as never);

/** Cancels what is under way; takes a file away that is there. */
export const dropRun = (id: number) =>
  answer(client.DELETE("/api/report-runs/{reportrun_id}", { params: { path: { reportrun_id: id } } }));

/** Throws where the server is not reached. */
export const fetchRunFile = (id: number) =>
  sendFile(new Request(new URL(`/api/report-runs/${id}/file`, location.origin)));

export const listExports = (organisation_id: number, query: { after?: string }) =>
  answer<Page<Exported>>(
    client.GET("/api/organisations/{organisation_id}/exports", {
      params: { path: { organisation_id }, query },
    }),
  );

export const listMyExports = (query: { after?: string }) =>
  answer<Page<MyExport>>(client.GET("/api/me/exports", { params: { query } }));

const saved = (savedreport_id: number) => ({ params: { path: { savedreport_id } } });

export const listSaved = (query: { after?: string }) =>
  answer<Page<SavedReport>>(client.GET("/api/saved-reports", { params: { query } }));

export type NewSaved = SavedPlan & {
  operation_id: string;
  kind: Kind;
  organisation_id: number;
  period: SavedReport["period"];
  first_day: string | null;
  last_day: string | null;
  filters: Record<string, unknown>;
};

export const saveReport = (body: NewSaved) =>
  answer<SavedReport>(client.POST("/api/saved-reports", { body: { ...body, language: currentLocale() } }));

export const replanSaved = (id: number, body: SavedPlan) =>
  answer<SavedReport>(client.PUT("/api/saved-reports/{savedreport_id}", { ...saved(id), body }));

export const pauseSaved = (id: number) =>
  answer<SavedReport>(client.PUT("/api/saved-reports/{savedreport_id}/pause", { ...saved(id), body: {} }));

export const resumeSaved = (id: number) =>
  answer<SavedReport>(client.DELETE("/api/saved-reports/{savedreport_id}/pause", saved(id)));

export const deleteSaved = (id: number) => answer(client.DELETE("/api/saved-reports/{savedreport_id}", saved(id)));
