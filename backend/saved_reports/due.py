"""When a saved report is due: weekly on a day of the week, monthly on a day of the month."""

from datetime import date, timedelta

SCHEDULES = ("weekly", "monthly")
LATEST_DAY = {"weekly": 7, "monthly": 31}
LONGEST_WAIT = 31  # days between two turns


def falls_on(day: date, schedule: str, number: int) -> bool:
    """Weekly: 1 is Monday, 7 Sunday. Monthly: the 29th, 30th and 31st are the last day where the month is shorter."""
    if schedule == "weekly":
        return day.isoweekday() == number
    return day.day == number or (day.day < number and is_last_of_month(day))


def next_due(schedule: str, number: int, *, after: date) -> date:
    """The first day on which it falls, later than `after`."""
    days = (after + timedelta(days=n) for n in range(1, LONGEST_WAIT + 1))
    return next(day for day in days if falls_on(day, schedule, number))


def is_last_of_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
