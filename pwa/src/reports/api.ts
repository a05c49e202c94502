/** Asks the server for reports: rows for the screen, files to keep. */
import { answer, client, sendFile } from "../core/http.ts";
import { currentLocale } from "../core/i18n.ts";
import type { AttendanceQuery, AttendanceReportPage, ReportQuery, StudyHoursPage } from "./shapes.ts";

export type FileKind = "xlsx" | "csv";

export const listStudyHours = (query: ReportQuery & { after?: string }) =>
  answer<StudyHoursPage>(client.GET("/api/reports/study-hours", { params: { query } }));

export const listAttendance = (query: AttendanceQuery & { after?: string }) =>
  answer<AttendanceReportPage>(client.GET("/api/reports/attendance", { params: { query } }));

/** A whole report as a file: `report` is its address below /api/reports. Throws where the server is not reached. */
export function askForFile(report: string, kind: FileKind, query: object = {}): Promise<Response> {
  const url = new URL(`/api/reports/${report}.${kind}`, location.origin);
  const asked = { ...query, language: currentLocale() };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, String(value));
  return sendFile(new Request(url));
}
