"""No short file: what breaks off in the middle breaks the connection, lacks its last line, and is written down as broken."""

import errno
from collections.abc import Iterator
from contextvars import Context
from typing import Any

import pytest
from sqlalchemy import insert, select

from backend.core.db import db
from backend.members.models import Member
from backend.reports import stream
from backend.reports.kind import SelectedKind
from backend.reports.models import ReportRun
from tests.asker import Asker
from tests.cast import World

YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31", "reason": "核对"}


@pytest.fixture
def many(world: World, session: Any) -> None:
    session.execute(insert(Member), [{"name": f"人{n}", "card_number": f"5{n:06}", "branch_id": world["songling"]} for n in range(3000)])
    session.commit()


def pieces(ask: Asker, organisation: int, taken: int | None = None) -> list[bytes]:
    """The answer as it comes; or so many pieces of it, and then the browser is gone."""

    def read() -> list[bytes]:
        headers = {"Authorization": f"Bearer {ask.token('lin')}"}
        answer = ask.client().get("/api/reports/points.csv", query_string={"organisation": organisation, **YEAR}, headers=headers)
        assert answer.status_code == 200
        got = []
        for piece in answer.iter_encoded():
            got.append(piece)
            if len(got) == taken:
                break
        answer.close()
        return got

    return Context().run(read)


def last_run(session: Any) -> ReportRun:
    session.rollback()
    run: ReportRun = session.scalars(select(ReportRun).where(ReportRun.streamed).order_by(ReportRun.id.desc()).limit(1)).one()
    return run


def test_a_whole_file_says_so_in_its_last_line(ask: Asker, many: None, world: World, session: Any) -> None:
    last = b"".join(pieces(ask, world["yunshan"])).decode("utf-8-sig").splitlines()[-1]
    run = last_run(session)
    assert last.startswith(f"行数 3001,SHA-256 {run.rows_sha256},积分报表")
    assert (run.state, run.row_count, run.people) == ("ready", 3001, 3001)


def test_a_browser_that_goes_is_written_down(ask: Asker, many: None, world: World, session: Any) -> None:
    got = pieces(ask, world["yunshan"], taken=2)
    assert "SHA-256" not in b"".join(got).decode()
    run = last_run(session)
    assert (run.state, run.problem, run.row_count) == ("failed", "broken_off", None)
    assert 0 < run.rows_done < 3001


def test_an_error_in_the_middle_ends_nothing_politely(
    ask: Asker, many: None, world: World, session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = SelectedKind.rows

    def some(kind: SelectedKind, question: Any) -> Iterator[Any]:
        for count, row in enumerate(whole(kind, question)):
            if count == 2000:
                raise OSError("the database is gone")
            yield row

    monkeypatch.setattr(SelectedKind, "rows", some)
    with pytest.raises(OSError, match="the database is gone"):
        pieces(ask, world["yunshan"])
    run = last_run(session)
    assert (run.state, run.problem, run.rows_done) == ("failed", "failed", 2000)


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_a_full_disk_is_said_before_anything_is_sent(ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    def full(*arguments: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(stream, "write", full)
    answer = ask("li", "GET", f"/api/reports/points.{ending}", query_string={"organisation": world["qingfeng"], **YEAR})
    assert (answer.status_code, answer.json["code"]) == (507, "disk_full")


def test_nobody_waits_for_a_report_that_is_read(ask: Asker, many: None, world: World) -> None:
    """On SQLite a reader must not hold the lock of those who write."""

    def read_and_write() -> int:
        headers = {"Authorization": f"Bearer {ask.token('lin')}"}
        answer = ask.client().get("/api/reports/points.csv", query_string={"organisation": world["yunshan"], **YEAR}, headers=headers)
        reading = answer.iter_encoded()
        next(reading)
        status = ask("chen", "PUT", f"/api/members/{world['wang']}/status", json={"status": "disabled"}).status_code
        assert sum(map(len, reading)) > 0
        return int(status)

    assert Context().run(read_and_write) == 200
    db.session.rollback()
