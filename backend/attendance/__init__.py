"""Attendance seen by the member: calendar, year, who looked at it or changed it."""
