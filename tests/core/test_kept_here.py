"""What takes long is made once for all threads, and again after its time."""

import threading
import time

from backend.core.kept_here import KeptHere


def test_many_who_come_at_once_have_it_made_once() -> None:
    made, answers, gate = [], [], threading.Barrier(5)
    kept: KeptHere[int] = KeptHere(60)

    def make() -> int:
        time.sleep(0.02)
        made.append(1)
        return len(made)

    def go() -> None:
        gate.wait()
        answers.append(kept.get("key", make))

    threads = [threading.Thread(target=go) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (made, answers) == ([1], [1] * 5)


def test_after_its_time_it_is_made_anew() -> None:
    kept: KeptHere[float] = KeptHere(0)
    assert kept.get("key", lambda: 1) == 1
    time.sleep(0.001)
    assert kept.get("key", lambda: 2) == 2


def test_the_least_asked_for_goes_first() -> None:
    kept: KeptHere[int] = KeptHere(60, most=2)
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda: 1)
    assert list(kept.values) == ["a", "c"]
