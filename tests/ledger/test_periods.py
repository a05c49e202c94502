"""Days that are a whole month, quarter or year are asked by its kept sum."""

from datetime import date

import pytest

from backend.ledger.post import period_from_to


@pytest.mark.parametrize(
    ("first_day", "last_day", "period"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), "2026-11"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2026, 12, 1), date(2026, 12, 31), "2026-12"),
        (date(2026, 10, 1), date(2026, 12, 31), "2026-Q4"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2026, 11, 1), date(2026, 11, 29), None),
        (date(2026, 11, 2), date(2026, 11, 30), None),
        (date(2026, 2, 1), date(2026, 4, 30), None),
        (date(2026, 7, 1), date(2027, 6, 30), None),
        (date(2026, 1, 1), date(2026, 2, 28), None),
        (date(2026, 1, 1), date(2027, 12, 31), None),
        (date(2026, 11, 30), date(2026, 11, 1), None),
    ],
)
def test_a_period_is_known_by_its_days(first_day: date, last_day: date, period: str | None) -> None:
    assert period_from_to(first_day, last_day) == period
