"""One of two hosts is killed while members read and study: nobody who reads sees it, and nothing that is sent is lost."""

import os
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from bench_.phones import Phone
from bench_.processes import family
from bench_.report import Result
from bench_.students import Students
from sqlalchemy import func, select

from backend.core.db import db
from backend.ledger.models import HOURS, Balance
from two_hosts_.browser import Browser
from two_hosts_.evening import Evening
from two_hosts_.servers import Host

SECONDS_BEFORE, SECONDS_AFTER = 1.0, 1.5
READERS, LEARNERS = 3, 2
FIRST_MINUTE = 20  # the evening studied the minutes before


@dataclass
class Seen:
    """What the phones saw."""

    reads: list[int] = field(default_factory=list)
    sent: int = 0
    sent_again: int = 0
    refused: list[int] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


def kill_one(evening: Evening, host: Host, other: Host) -> None:
    """Kill `host` in the middle of it, then bring it back."""
    seen, before = Seen(), _counted(evening)
    threads = [threading.Thread(target=_read, args=(evening.browser(evening.hall.members[n]), seen)) for n in range(READERS)]
    learners = evening.hall.members[-LEARNERS:]
    threads += [threading.Thread(target=_study, args=(evening.browser(phone), phone, evening.students, seen)) for phone in learners]
    for thread in threads:
        thread.start()
    time.sleep(SECONDS_BEFORE)
    _kill(host)
    time.sleep(SECONDS_AFTER)
    seen.over.set()
    for thread in threads:
        thread.join()
    _tell(evening.result, seen, _counted(evening) - before)
    _come_back(evening, host, other)


def _read(browser: Browser, seen: Seen) -> None:
    paths = ("/api/me", "/api/study/summary", "/api/points/ranking", "/api/courses")
    while not seen.over.is_set():
        seen.reads += [browser.try_once("GET", path) for path in paths]


def _study(browser: Browser, phone: Phone, students: Students, seen: Seen) -> None:
    """As the app's outbox does: what got no receipt is sent again, the same."""
    minute = FIRST_MINUTE
    while not seen.over.is_set():
        batch = {"segments": [students.segment(phone, minute)]}
        while (status := browser.try_once("POST", "/api/study/segments", batch)) != 200:
            seen.sent_again += 1
            if status not in (0, 502, 504):
                seen.refused.append(status)
                return
        seen.sent += 1
        minute += 1


def _tell(result: Result, seen: Seen, counted: int) -> None:
    lost = [status for status in seen.reads if status != 200]
    sentence = f"a host was killed: of {len(seen.reads):,} reads {len(lost)} failed"
    result.prove(not lost and len(seen.reads) > READERS, sentence)
    result.prove(not seen.refused, "no study was refused")
    result.prove(
        counted == seen.sent * 60 and seen.sent > LEARNERS,
        f"all {seen.sent:,} minutes of study counted once, {seen.sent_again} of them sent again by the phone",
    )


def _come_back(evening: Evening, host: Host, other: Host) -> None:
    host.start()
    host.wait()
    browser, until = evening.browser(evening.hall.members[0]), time.monotonic() + 15
    while set(browser.hosts) != {host.upstream, other.upstream} and time.monotonic() < until:
        assert browser.ask("GET", "/api/me").status == 200
    evening.result.prove(len(set(browser.hosts)) == 2, "a host that is back is given people again")


def _kill(host: Host) -> None:
    for pid in family(host.pid):
        with suppress(ProcessLookupError):  # it may have ended with its parent
            os.kill(pid, signal.SIGKILL)
    assert host.program
    host.program.wait()


def _counted(evening: Evening) -> int:
    """Seconds of study in the books."""
    with evening.hall.reading():
        return int(db.session.scalar(select(func.sum(Balance.amount)).where(Balance.book == HOURS, Balance.period == "all")) or 0)
