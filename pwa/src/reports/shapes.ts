/** The shapes of reports. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type StudyHoursPage = Shapes["AsOfPage"];
export type AttendanceReportPage = Shapes["AttendanceAsOfPage"];
export type AttendanceRow = Shapes["Attendance"];

export interface ReportQuery {
  organisation: number;
  first_day: string;
  last_day: string;
}

/** Attendance comes by branch, or by member of one branch. */
export interface AttendanceQuery extends ReportQuery {
  by?: "branch" | "member";
}
