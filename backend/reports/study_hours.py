"""Study hours: in the app, at meetings, outside, and in all."""

from backend.hours.year import MEETING_SECONDS, OUTSIDE_SECONDS, STUDY_SECONDS
from backend.ledger.models import HOURS
from backend.reports import columns
from backend.reports.ledger_kind import ledger_kind

FIGURES = (
    ("study_seconds", STUDY_SECONDS),
    ("meeting_seconds", MEETING_SECONDS),
    ("outside_seconds", OUTSIDE_SECONDS),
    ("total_seconds", STUDY_SECONDS + MEETING_SECONDS + OUTSIDE_SECONDS),
)
STUDY_HOURS = ledger_kind("study-hours", "学时报表", "Study hours", book=HOURS, figures=FIGURES, columns=columns.HOURS, filters=("course",))
