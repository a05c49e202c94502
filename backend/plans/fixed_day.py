"""The fixed day of a month: `day:15`, or `weekday:2:5` for the second Friday (Monday is 1)."""

from calendar import monthrange
from datetime import date

RULE = r"^(day:([1-9]|[12][0-9]|3[01])|weekday:[1-5]:[1-7])$(?!\n)"  # Python's own $ would let a line break follow


def fixed_day(rule: str, year: int, month: int) -> date:
    """The day that a rule (in the form of RULE) gives in a month. A month too short for the 31st takes its last day;
    one without a fifth Friday takes its last Friday."""
    kind, *numbers = rule.split(":")
    last = monthrange(year, month)[1]
    if kind == "day":
        return date(year, month, min(int(numbers[0]), last))
    nth, weekday = map(int, numbers)
    day = 1 + (weekday - date(year, month, 1).isoweekday()) % 7 + 7 * (nth - 1)
    return date(year, month, day if day <= last else day - 7)
