"""Server-sent events as Flask and gunicorn's threads hold them: a stream a thread. What polling is measured against."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

from flask import Flask, Response
from flask_jwt_extended import jwt_required

LOOK_SECONDS, STILL_HERE_SECONDS = 0.5, 2.0


class Feed:
    """One look at the database twice a second for all streams of a process; a change wakes them."""

    def __init__(self, count: Callable[[], int]) -> None:
        self.count, self.seen, self.changed_at = count, 0, time.time()
        self.changed, self.watching = threading.Condition(), False

    def listen(self) -> Iterator[str]:
        self._watch()
        shown = -1
        while True:
            with self.changed:
                self.changed.wait_for(partial(self._differs, shown), STILL_HERE_SECONDS)
                fresh, shown = self.seen != shown, self.seen
            yield f"data: {json.dumps({'count': shown, 'at': self.changed_at})}\n\n" if fresh else ": still here\n\n"

    def _differs(self, shown: int) -> bool:
        return self.seen != shown

    def _watch(self) -> None:
        with self.changed:
            if not self.watching:
                self.watching = True
                threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while True:
            count = self.count()
            if count != self.seen:
                with self.changed:
                    self.seen, self.changed_at = count, time.time()
                    self.changed.notify_all()
            time.sleep(LOOK_SECONDS)


def register(app: Flask, count: Callable[[], int]) -> None:
    feed = Feed(count)

    @app.get("/events")
    @jwt_required()
    def events() -> Response:
        return Response(feed.listen(), mimetype="text/event-stream")
