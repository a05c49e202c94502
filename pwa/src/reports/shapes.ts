/** The shapes of reports. */
import type { components } from "../core/api.d.ts";

export type StudyHoursPage = components["schemas"]["AsOfPage"];

export interface ReportQuery {
  organisation: number;
  first_day: string;
  last_day: string;
}
