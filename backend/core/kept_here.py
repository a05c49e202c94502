"""What takes long to make and is too large to carry between processes: made once for all threads of this one, and kept for some
seconds. (What JSON can carry, all processes share: core/shared_cache.py.)"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")
MOST = 64


class KeptHere(Generic[Value]):
    """Values by key, the least asked for let go first."""

    def __init__(self, seconds: float, most: int = MOST) -> None:
        self.seconds, self.most = seconds, most
        self.values: OrderedDict[Hashable, tuple[Value, float]] = OrderedDict()
        self.lines: dict[Hashable, threading.Lock] = {}
        self.own_line = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value, not older than these seconds. Whoever comes while it is made waits for it."""
        with self.own_line:
            line = self.lines.setdefault(key, threading.Lock())
        with line:
            found = self.values.get(key)
            if found is None or found[1] < time.monotonic():
                found = make(), time.monotonic() + self.seconds
            self._keep(key, found)
            return found[0]

    def _keep(self, key: Hashable, found: tuple[Value, float]) -> None:
        with self.own_line:
            self.values[key] = found
            self.values.move_to_end(key)
            while len(self.values) > self.most:
                gone, _ = self.values.popitem(last=False)
                self.lines.pop(gone, None)
