"""The reports there are. A new kind is a definition of its own, and a line here."""

from backend.reports.attendance_kind import ATTENDANCE
from backend.reports.kind import Kind
from backend.reports.points import POINTS_EARNED
from backend.reports.study_hours import STUDY_HOURS
from backend.reports.targets import TARGETS
from backend.reports.transfers import HOUR_TRANSFERS

KINDS: dict[str, Kind] = {kind.name: kind for kind in (STUDY_HOURS, ATTENDANCE, POINTS_EARNED, TARGETS, HOUR_TRANSFERS)}
