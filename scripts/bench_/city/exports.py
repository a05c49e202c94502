"""Exports of everybody's hours of a year, beside the csv module fed by a raw cursor, PostgreSQL's COPY and another writer of XLSX."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any

from bench_.city.download import download
from bench_.city.raw_report import OTHER, XLSXWRITER, copy_out, raw_report, write_csv, write_other_xlsx
from bench_.city.town import Town
from bench_.report import spread

FIRST_BYTES, TIMES_RAW, MEGABYTES = 0.5, 1.5, 100.0  # seconds; times the raw cursor; MB over idle
OF_XLSXWRITER = 1 / 3
OPENPYXL_TO_XLSXWRITER = 1 / 1.5  # measured elsewhere: openpyxl 51–62 s, XlsxWriter 31–48 s for the same 513,000 rows
RAW = "csv module from a raw cursor, no server"
COPY = "COPY TO STDOUT, no server"


@dataclass
class Taken:
    """A value a turn; first bytes and memory only of what a server gave. `rows` of the last file, its head too."""

    whole: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    rows: int = 0


class Exports:
    """Of one city."""

    def __init__(self, town: Town) -> None:
        self.town, year = town, int(town.month[:4])
        self.first_day, self.last_day = date(year, 1, 1), date(year, 12, 31)
        self.taken: dict[str, Taken] = {}

    def take(self) -> None:
        """One turn of all ways. Raises RuntimeError for a refusal."""
        query = f"organisation=1&first_day={self.first_day}&last_day={self.last_day}&reason=measuring"
        for name in ("csv", "xlsx"):
            got, taken = download(self.town, f"/api/reports/study-hours.{name}?{query}"), self.taken.setdefault(name, Taken())
            taken.whole.append(got.whole)
            taken.first.append(got.first)
            taken.megabytes.append(got.megabytes)
            taken.rows = got.rows
        statement = raw_report(self.town, self.first_day, self.last_day)
        self._keep(RAW, write_csv(self.town, statement))
        if self.town.database.kind == "postgresql":
            self._keep(COPY, copy_out(self.town, statement))
        self._keep(OTHER, write_other_xlsx(self.town, statement, self.taken[RAW].rows))

    def rows(self) -> Iterator[dict[str, Any]]:
        for name, taken in self.taken.items():
            row = {"members": f"{self.town.size:,}", "operation": f"export: {name}", "rows": f"{taken.rows:,}"}
            row["seconds"] = spread(taken.whole, 2)
            if taken.first:
                row |= {"first bytes s": spread(taken.first, 2), "MB over idle": spread(taken.megabytes), **self._judge(name, taken)}
            yield row

    def _keep(self, name: str, made: tuple[int, float]) -> None:
        taken = self.taken.setdefault(name, Taken())
        taken.rows, seconds = made
        taken.whole.append(seconds)

    def _judge(self, name: str, taken: Taken) -> dict[str, str]:
        """Each goal with what came of it."""
        most, beside = self._most(name)
        goals = {
            f"{median(taken.whole):.2f} ≤ {most:.2f} s ({beside})": median(taken.whole) <= most,
            f"{median(taken.megabytes):.0f} ≤ {MEGABYTES:.0f} MB": median(taken.megabytes) <= MEGABYTES,
        }
        if name == "csv":
            goals[f"first bytes {median(taken.first):.2f} ≤ {FIRST_BYTES} s"] = median(taken.first) <= FIRST_BYTES
        return {"goal": "; ".join(goals), "met": ", ".join("yes" if kept else "NO" for kept in goals.values())}

    def _most(self, name: str) -> tuple[float, str]:
        """The longest that it may take."""
        if name == "csv":
            return TIMES_RAW * median(self.taken[RAW].whole), f"{TIMES_RAW} × the raw cursor"
        other = median(self.taken[OTHER].whole)
        if XLSXWRITER:
            return OF_XLSXWRITER * other, "1/3 of XlsxWriter"
        return OF_XLSXWRITER * OPENPYXL_TO_XLSXWRITER * other, "1/4.5 of openpyxl, about 1/3 of XlsxWriter"
