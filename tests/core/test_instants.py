"""Instants are stored as UTC on both databases, and one without a zone is not stored at all."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from backend.members.models import Trace
from tests.cast import World

BEIJING = timezone(timedelta(hours=8))
MOMENTS = (
    datetime(2026, 3, 1, 0, 30, 15, 123456, BEIJING),
    datetime(2026, 2, 28, 16, 30, 15, 123456, UTC),
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2400, 2, 29, 23, 59, 59, 999999, timezone(-timedelta(hours=12))),
)


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_an_instant_comes_back_as_the_same_instant_in_utc(session: Any, world: World, moment: datetime) -> None:
    session.add(Trace(deed="test", member_id=world["wang"], at=moment))
    session.commit()
    session.expire_all()
    stored = session.scalars(select(Trace.at)).one()
    assert stored == moment
    assert stored.utcoffset() == timedelta(0)


def test_instants_compare_as_instants(session: Any, world: World) -> None:
    session.add(Trace(deed="test", member_id=world["wang"], at=MOMENTS[0]))
    session.commit()
    assert session.scalars(select(Trace.id).where(Trace.at == MOMENTS[1])).one()
    assert session.scalars(select(Trace.id).where(Trace.at > MOMENTS[1])).all() == []


def test_a_naive_one_is_refused(session: Any, world: World) -> None:
    session.add(Trace(deed="test", member_id=world["wang"], at=datetime(2026, 3, 1, 12)))
    with pytest.raises(StatementError, match="names no instant"):
        session.commit()
    session.rollback()
    with pytest.raises(StatementError, match="names no instant"):
        session.scalars(select(Trace).where(Trace.at > datetime(2026, 3, 1, 12)))
    session.rollback()
