"""The rankings that this process keeps in memory, each brought up to date at every look: one thread at a time, so that a ranking
is counted once however many ask."""

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import current_app

from backend.core.db import db, let_go
from backend.points.board import Board, OutOfStep
from backend.points.count import Scope, count, follow
from backend.points.since import Seen

EXTENSION = "muster.rankings"
OLDEST = 1800.0  # seconds after which a ranking is counted anew; moves are kept for longer (members/moves.py)
MOST_KEYS, MOST_BOARDS = 4_000_000, 4_000  # 32 MB a process
TRIES = 3


@dataclass
class Kept:
    """A ranking with what it has seen; `line` is held while it is brought up to date and read."""

    line: threading.Lock = field(default_factory=threading.Lock)
    board: Board | None = None
    seen: Seen = field(default_factory=Seen)
    counted_at: float = 0.0

    def __len__(self) -> int:
        return len(self.board) if self.board else 0


@contextmanager
def look_at(scope: Scope, me: int) -> Iterator[tuple[Board, int | None]]:
    """The ranking as it is now, and my points in it if I have a place. Only for requests that write nothing: what they had written
    themselves would stay in the ranking even if it were rolled back."""
    kept = _boards().keep(scope)
    with kept.line:
        if db.engine.dialect.name == "sqlite" and db.session.registry.has():
            let_go()  # a look that began before another's would see less than the ranking has seen
        points = _bring_up_to_date(kept, scope, me)
        assert kept.board is not None
        yield kept.board, points


def _bring_up_to_date(kept: Kept, scope: Scope, me: int) -> int | None:
    for _ in range(TRIES):
        if kept.board is None or time.monotonic() - kept.counted_at > OLDEST:
            kept.board, kept.seen = count(scope)
            kept.counted_at = time.monotonic()
            _boards().make_room()
        try:
            kept.seen, points = follow(kept.board, kept.seen, scope, me)
        except BaseException as error:
            kept.board = None
            if not isinstance(error, OutOfStep):
                raise
        else:
            return points
    raise OutOfStep


class Boards:
    """The rankings asked for last."""

    def __init__(self) -> None:
        self.kept: OrderedDict[Scope, Kept] = OrderedDict()
        self.line = threading.Lock()

    def keep(self, scope: Scope) -> Kept:
        with self.line:
            kept = self.kept.setdefault(scope, Kept())
            self.kept.move_to_end(scope)
            return kept

    def make_room(self) -> None:
        with self.line:
            while len(self.kept) > 1 and (len(self.kept) > MOST_BOARDS or sum(map(len, self.kept.values())) > MOST_KEYS):
                self.kept.popitem(last=False)


def _boards() -> Boards:
    boards: Boards = current_app.extensions.setdefault(EXTENSION, Boards())
    return boards
