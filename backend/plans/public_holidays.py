"""The public holidays of a country in a year, in Chinese and English, from the library `holidays`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from holidays import country_holidays

SATURDAY = 5
A_DAY = timedelta(days=1)
LONGEST_BREAK = 20  # days; so far to look around a day for the holiday it belongs to
FIRST_YEAR, LAST_YEAR = 2000, 2100
ANNOUNCED = ("known", "provisional", "none")


@dataclass(frozen=True)
class Words:
    """The same said in both languages."""

    zh: str
    en: str


class PublicHolidays:
    """`announced` says how much is known: all; the statutory days alone, while the year's special working days are not
    announced yet (`provisional`); or nothing (`none`), for a country or a year that the library does not have."""

    def __init__(self, country: str, year: int) -> None:
        self._zh, self._en = _read(country, year, "zh_CN"), _read(country, year, "en_US")
        days = self._zh or {}
        worked = _years_with_worked_weekends(country)
        # A country that swaps weekends for working days calls a whole break, weekends included, the holiday.
        self.swaps = bool(worked) and year >= min(worked)
        self.announced = "known" if any(day.year == year for day in days) else "none"
        if self.announced == "known" and self.swaps and year not in worked:
            self.announced = "provisional"

    def on(self, day: date) -> Words | None:
        """What is celebrated on a day; None on every other day."""
        if self._zh is None or self._en is None:
            return None
        if not self.swaps:
            return Words(self._zh[day], self._en[day]) if day in self._zh else None
        named = [one for one in self._break_around(day) if one in self._zh]
        return Words(_commonest([self._zh[one] for one in named]), _commonest([self._en[one] for one in named])) if named else None

    def is_working_day(self, day: date) -> bool:
        """Neither a holiday nor a weekend, save where the weekend is worked."""
        return day.weekday() < SATURDAY if self._zh is None else bool(self._zh.is_working_day(day))

    def _break_around(self, day: date) -> list[date]:
        """The days off in a row to which a day belongs, in order; empty for a working day."""
        if self.is_working_day(day):
            return []
        first, last = day, day
        while not self.is_working_day(first - A_DAY) and (day - first).days < LONGEST_BREAK:
            first -= A_DAY
        while not self.is_working_day(last + A_DAY) and (last - day).days < LONGEST_BREAK:
            last += A_DAY
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _read(country: str, year: int, language: str) -> Any:
    """A year and its neighbours, in the language or else in English; None for a country that the library does not have."""
    try:
        known: Any = country_holidays(country)
    except NotImplementedError:
        return None
    spoken = next((one for one in (language, "en_US") if one in known.supported_languages), known.default_language)
    return country_holidays(country, years=range(year - 1, year + 2), language=spoken, expand=False)


@cache
def _years_with_worked_weekends(country: str) -> frozenset[int]:
    """The years for which the library knows the weekends that are worked: those that the country has announced."""
    try:
        known: Any = country_holidays(country, years=range(FIRST_YEAR, LAST_YEAR + 1))
    except NotImplementedError:
        return frozenset()
    return frozenset(day.year for day in getattr(known, "weekend_workdays", ()))


def _commonest(names: list[str]) -> str:
    """The name of a whole break: the feast itself has more days than its eve and the days off beside it."""
    return Counter(names).most_common(1)[0][0]
