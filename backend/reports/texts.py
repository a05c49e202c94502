"""How values stand in a file as text, some hundred of a column at a time.

Of each kind of column there is the plain rule for one cell, and what does the same for many: most texts hold nothing that must
go, which is seen of all of them at once.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

ColumnTexts = Callable[[Sequence[Any]], Sequence[str]]
MOST_REMEMBERED = 20_000  # cells of a column
# Control characters break spreadsheets, and marks of direction let a name look like another: no file holds them.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def clean(text: str | None) -> str:
    """A text without what can't be seen."""
    if not text:
        return ""
    return text if text.isprintable() else UNSEEN.sub("", text)


def hours(seconds: int | None) -> str:
    return "" if seconds is None else f"{seconds / 3600:.2f}"


def percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.2f}"


def whole(value: int | None) -> str:
    return "" if value is None else str(value)


def _all_clean(texts: Sequence[str | None]) -> Sequence[str]:
    if None not in texts and "".join(texts).isprintable():  # type: ignore[arg-type] # no None is in them
        return texts  # type: ignore[return-value]
    return [clean(text) for text in texts]


class _Remembered(dict[Any, str]):
    """Texts by their values, since most hours are in a column again and again: the plain rule is asked once for each."""

    def __init__(self, turn: Callable[[Any], str]) -> None:
        super().__init__()
        self.turn = turn

    def __missing__(self, value: Any) -> str:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        text = self[value] = self.turn(value)
        return text


def _each_once(turn: Callable[[Any], str]) -> ColumnTexts:
    known = _Remembered(turn)
    return lambda values: list(map(known.__getitem__, values))


def column_texts(kind: str) -> ColumnTexts:
    """What turns many values of a column of this kind into texts; of one report."""
    turn = TEXTS[kind]
    if turn is clean:
        return _all_clean
    return _each_once(turn) if turn in (hours, percent) else lambda values: [turn(value) for value in values]


TEXTS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(("text", "id", "day"), clean),
    **dict.fromkeys(("count", "points"), whole),
    "hours": hours,
    "percent": percent,
}
