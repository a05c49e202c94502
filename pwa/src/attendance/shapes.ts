/** The shapes of the member's own attendance. */
import type { components } from "../core/api.d.ts";

type Shapes = components["schemas"];

export type MyAttendance = Shapes["MyAttendance"];
export type AttendedMeeting = Shapes["AttendedMeeting"];
export type Standing = AttendedMeeting["standing"];
export type Trace = Shapes["AttendanceTrace"];
