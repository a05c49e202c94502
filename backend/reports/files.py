"""Write a report as CSV: any size by streaming, ids as text, nothing that a spreadsheet would execute, and at the end how many
rows there are and their hash, so that a file that was cut short can be told from a whole one."""

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat

from backend.reports.columns import KINDS, NUMBERS
from backend.reports.sheets import ABOUT, Report

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # the wide ones in Chinese and Japanese Excel
_STARTS = frozenset(FORMULA_STARTS)  # each is one character
CHUNK = 64 * 1024


def csv_file(report: Report) -> Iterator[bytes]:
    """The report as CSV, in pieces as the rows come. The last line says how many there were."""
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(report.heads)
    yield (BYTE_ORDER_MARK + line.take()).encode()
    guards = [COLUMN_GUARDS[column.kind] for column in report.sheet.columns]
    texts = [place for place, column in enumerate(report.sheet.columns) if not column.is_number]
    for columns in report.parts():
        cells = [guard(column) for guard, column in zip(guards, columns, strict=True)]
        rows = zip(*cells, repeat(report.as_of, len(columns[0])), strict=True)
        if any(_must_be_quoted("".join(cells[place])) for place in texts):
            writer.writerows(rows)
        else:
            line.write("".join(f"{row}\r\n" for row in map(",".join, rows)))
        if line.size > CHUNK:
            yield line.take().encode()
    writer.writerow(_last_line(report))
    yield line.take().encode()


def _last_line(report: Report) -> list[str]:
    """What stands in the file, in as many cells as the other lines have."""
    words, said = ABOUT[report.language], {key: str(value) for key, value in report.about()}
    bare = (words["report"], words["organisation"], words["period"])
    cells = [_inert(value) if key in bare else f"{key} {value}" for key, value in said.items()]
    return cells + [""] * (len(report.heads) - len(cells))


def _must_be_quoted(text: str) -> bool:
    """As the csv module judges; what ends a line is in no text here."""
    return '"' in text or "," in text


def guarded(text: str, kind: str) -> str:
    """The plain rule for one cell."""
    if kind in NUMBERS:
        return text
    # The trailing tab keeps Excel from turning 0100010001 into 100010001.
    return f"{text}\t" if kind == "id" and text else _inert(text)


def _inert(text: str) -> str:
    """A text that a spreadsheet shows and never calculates (OWASP: CSV injection)."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _as_they_are(texts: Sequence[str]) -> Sequence[str]:
    return texts


def _all_inert(texts: Sequence[str]) -> Sequence[str]:
    if _STARTS.isdisjoint({text[:1] for text in texts}):
        return texts
    return [_inert(text) for text in texts]


def _all_ids(texts: Sequence[str]) -> Sequence[str]:
    return [f"{text}\t" if text else text for text in texts]


# The same for many cells of a column.
COLUMN_GUARDS: dict[str, Callable[[Sequence[str]], Sequence[str]]] = {
    **dict.fromkeys(KINDS, _all_inert),
    **dict.fromkeys(NUMBERS, _as_they_are),
    "id": _all_ids,
}


class _Line:
    """What csv.writer writes to: holds the text until it is taken."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)

    def take(self) -> str:
        text = "".join(self.parts)
        self.parts, self.size = [], 0
        return text
