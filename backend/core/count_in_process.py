"""Counts requests in this process. The library's own memory storage starts a thread every hundredth of a second, which cost
more than all the rest of a short request."""

import threading
import time
from typing import Any

from limits.storage import Storage

MOST_KEYS = 10_000


class CountInProcess(Storage):
    """Fixed windows in a dictionary: {key: (count, end of its window)}."""

    STORAGE_SCHEME = ["process"]

    def __init__(self, uri: str | None = None, **options: Any) -> None:
        super().__init__(uri, **options)
        self.lock = threading.Lock()
        self.windows: dict[str, tuple[int, float]] = {}

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count `amount` more in the key's window, which lasts `expiry` seconds from its first request; answers the sum."""
        now = time.time()
        with self.lock:
            count, ends = self.windows.get(key, (0, 0.0))
            if ends <= now:
                count, ends = 0, now + expiry
                self._forget_ended(now)
            self.windows[key] = (count + amount, ends)
        return count + amount

    def get(self, key: str) -> int:
        count, ends = self.windows.get(key, (0, 0.0))
        return count if ends > time.time() else 0

    def get_expiry(self, key: str) -> float:
        return self.windows.get(key, (0, time.time()))[1]

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        counted, self.windows = len(self.windows), {}
        return counted

    def clear(self, key: str) -> None:
        self.windows.pop(key, None)

    def _forget_ended(self, now: float) -> None:
        if len(self.windows) > MOST_KEYS:
            self.windows = {key: window for key, window in self.windows.items() if window[1] > now}
