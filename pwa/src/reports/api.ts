/** Asks the server for reports: rows for the screen, files to keep. */
import { answer, client, sendFile } from "../core/http.ts";
import { currentLocale } from "../core/i18n.ts";
import type { ReportQuery, StudyHoursPage } from "./shapes.ts";

export type FileKind = "xlsx" | "csv";

export const listStudyHours = (query: ReportQuery & { after?: string }) =>
  answer<StudyHoursPage>(client.GET("/api/reports/study-hours", { params: { query } }));

/** The whole report as a file. Throws where the server is not reached. */
export function askForFile(kind: FileKind, query: ReportQuery): Promise<Response> {
  const url = new URL(`/api/reports/study-hours.${kind}`, location.origin);
  const asked = { ...query, language: currentLocale() };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, String(value));
  return sendFile(new Request(url));
}
