"""How much there is in a course: its lessons, their length and their bytes."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select

from backend.core.db import db
from backend.courses.models import Lesson, is_live


def sizes_of(course_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Zeros for a course without lessons."""
    sums = select(Lesson.course_id, func.count(), func.sum(Lesson.nominal_seconds), func.sum(Lesson.media_bytes))
    rows = db.session.execute(sums.where(is_live(), Lesson.course_id.in_(course_ids)).group_by(Lesson.course_id))
    sizes: dict[int, dict[str, int]] = defaultdict(lambda: {"lesson_count": 0, "nominal_seconds": 0, "media_bytes": 0})
    for course_id, count, seconds, size in rows:
        sizes[course_id] = {"lesson_count": count, "nominal_seconds": int(seconds), "media_bytes": int(size)}
    return sizes
