"""Rows of a spreadsheet as XML: cells with a text or a number, and nothing where there is none.

There is the plain rule for one cell, and a pattern that writes many rows at once where all cells of a column are plain.
"""

import re
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple
from xml.sax.saxutils import escape

CELL = re.compile(r'<c r="([A-Z]+)2"([^>]*)>')  # of the sample row; beside its place it says that it is a text, or its style
LONGEST = 32_767  # characters of a cell
# How this format writes a character that XML can't hold; where a text says so itself, it is not so meant.
IMPOSSIBLE, ENCODED = re.compile("[\ufffe\uffff]"), re.compile("_(?=x[0-9A-Fa-f]{4}_)")
MARKS = ("&", "<", ">", "_")


class Column(NamedTuple):
    """Its letters, and what its cells say of themselves."""

    letters: str
    how: str

    @property
    def is_text(self) -> bool:
        return "inlineStr" in self.how

    def cell(self, number: str, text: str) -> str:
        """The plain rule for one cell. Raises ValueError for a text that no cell holds."""
        if not text:
            return ""
        if len(text) > LONGEST:
            raise ValueError(f"a cell holds {LONGEST} characters")
        start = f'<c r="{self.letters}{number}"{self.how}>'
        if not self.is_text:
            return f"{start}<v>{text}</v></c>"
        kept = ' xml:space="preserve"' if text != text.strip(" ") else ""
        return f"{start}<is><t{kept}>{_as_xml(text)}</t></is></c>"

    def pattern(self) -> str:
        """Of a plain cell: its row's number and its text are to be put in."""
        inside = "<is><t>%s</t></is>" if self.is_text else "<v>%s</v>"
        return f'<c r="{self.letters}%s"{self.how}>{inside}</c>'


def columns_of(sample: str) -> list[Column]:
    return [Column(*found) for found in CELL.findall(sample)]


def write_rows(columns: Sequence[Column], texts: Sequence[Sequence[str]], last: str, first: int) -> str:
    """Rows from a number on, given by column; the last column has the same text in every row."""
    *columns, end = columns
    numbers = [str(number) for number in range(first, first + len(texts[0]))]
    pattern, given = ['<row r="%s">'], [numbers]
    for column, mine in zip(columns, texts, strict=True):
        if _are_plain(mine):
            pattern.append(column.pattern())
            given += [numbers, list(mine)]
        else:
            pattern.append("%s")
            given.append([column.cell(number, text) for number, text in zip(numbers, mine, strict=True)])
    pattern.append(end.cell("%s", last.replace("%", "%%")) + "</row>")
    given.append(numbers)
    return "".join(pattern) * len(numbers) % tuple(chain.from_iterable(zip(*given, strict=True)))


def _are_plain(texts: Sequence[str]) -> bool:
    """Nothing in them is to be left out, kept, or written otherwise."""
    whole = "".join(texts)
    if "" in texts or not whole.isprintable() or any(mark in whole for mark in MARKS):
        return False
    if " " in whole and any(text != text.strip(" ") for text in texts):
        return False
    return len(whole) <= LONGEST or max(map(len, texts)) <= LONGEST


def _as_xml(text: str) -> str:
    return IMPOSSIBLE.sub(lambda found: f"_x{ord(found[0]):04X}_", escape(ENCODED.sub("_x005F_", text)))
