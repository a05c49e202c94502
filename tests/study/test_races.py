"""Uploads of one member at the same moment, from several phones: no second is counted twice or lost. With the member's line
away, the same storm loses some."""

import threading
import time as real_time
from contextvars import Context
from typing import Any

import pytest
from sqlalchemy import func, select

from backend.ledger.models import HOURS, Entry
from backend.ledger.verify import verify
from backend.study import record_segments
from backend.study.models import Segment, StudyDay
from tests.asker import Asker
from tests.study.phone import MINUTE, Clock, Phone

AT_ONCE = 10


def upload_at_once(ask: Asker, batches: list[list[dict[str, Any]]]) -> list[int]:
    token, gate = ask.token("wang"), threading.Barrier(len(batches))
    statuses: list[int] = []

    def go(batch: list[dict[str, Any]]) -> None:
        gate.wait()
        headers = {"Authorization": f"Bearer {token}"}
        answer = Context().run(ask.client().post, "/api/study/segments", json={"segments": batch}, headers=headers)
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=go, args=(batch,)) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def counted(session: Any) -> int:
    session.expire_all()
    return int(session.scalar(select(func.coalesce(func.sum(Entry.amount), 0)).where(Entry.book == HOURS)))


def staggered(phone: Phone) -> list[list[dict[str, Any]]]:
    """A minute from each of ten phones, every half minute one."""
    return [[phone.segment(n * MINUTE // 2, n * MINUTE // 2 + MINUTE, device=f"phone {n}")] for n in range(AT_ONCE)]


def test_phones_that_send_at_once_count_each_second_once(ask: Asker, phone: Phone, time: Clock, session: Any) -> None:
    time.pass_minutes(20)
    assert upload_at_once(ask, staggered(phone)) == [200] * AT_ONCE
    assert counted(session) == (AT_ONCE + 1) * 30
    assert session.scalar(select(StudyDay.counted_ms)) == (AT_ONCE + 1) * 30_000
    assert verify() == {}


def test_one_batch_sent_many_times_at_once_counts_once(ask: Asker, phone: Phone, time: Clock, session: Any) -> None:
    time.pass_minutes(20)
    same = phone.minutes(5)
    assert upload_at_once(ask, [same] * AT_ONCE) == [200] * AT_ONCE
    assert counted(session) == 300
    assert session.scalar(select(func.count()).select_from(Segment)) == 5
    assert verify() == {}


@pytest.mark.parametrize("stand", ["postgresql"], indirect=True)
def test_without_the_members_line_the_same_storm_loses_some(
    ask: Asker, phone: Phone, time: Clock, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the guard really is what holds. (SQLite takes one writer at a time, so there is no race to lose.)"""
    look = record_segments.find_standing

    def look_slowly(*asked: Any) -> Any:
        found = look(*asked)
        real_time.sleep(0.1)
        return found

    monkeypatch.setattr(record_segments, "find_standing", look_slowly)
    monkeypatch.setattr(record_segments, "lock_member", lambda member_id: None)
    time.pass_minutes(20)
    statuses = upload_at_once(ask, staggered(phone))
    assert statuses != [200] * AT_ONCE or counted(session) != (AT_ONCE + 1) * 30
