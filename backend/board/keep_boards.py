"""Boards that were made a moment ago, by their version: the screens of a hall ask for the same one, and making it is what costs."""

from collections import OrderedDict
from collections.abc import Callable

from flask import current_app

BOARDS = "muster.boards"
MOST = 64


def kept_board(version: str, make: Callable[[], bytes]) -> bytes:
    """The board of this version (its ETag, which names asker and content), made if nobody asked for it yet in this process."""
    boards: OrderedDict[str, bytes] = current_app.extensions.setdefault(BOARDS, OrderedDict())
    body = boards.get(version)
    if body is None:
        body = boards[version] = make()
        while len(boards) > MOST:
            boards.popitem(last=False)
    return body
