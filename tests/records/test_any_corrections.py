"""Whatever is corrected, in whatever order: the list is the record and its corrections, and the books agree with the list."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from backend.core.db import db
from backend.ledger.models import HOURS, POINTS, Balance
from backend.ledger.verify import verify as verify_ledger
from backend.meetings.sign_ins import SignIn
from backend.records import correct as correcting
from backend.records.verify import verify
from tests.databases import Database
from tests.hall import Clock
from tests.records.paper import Paper

PEOPLE = ("li", "wang", "mei", "ning")
ENOUGH = settings(max_examples=15, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
CORRECTIONS = st.one_of(
    st.tuples(st.sampled_from(("add", "remove", "approve")), st.sampled_from(PEOPLE)),
    st.tuples(st.just("minutes"), st.sampled_from(("第一稿", "第二稿"))),
)
Corrections = list[tuple[str, str]]


@pytest.fixture
def closed(paper: Paper, session: Any, time: Clock, database: Database) -> Callable[[], Paper]:
    """A meeting, closed afresh for each example: Wang and Ning came; Li and Mei claim later that they scanned."""
    noon = time.now

    def close_afresh() -> Paper:
        restore(database)
        time.now = noon
        paper.mark("wang", "ning")
        scanned = paper.hall.code()
        assert paper.close().status_code == 200
        time.now = noon + timedelta(minutes=3)
        for name in ("li", "mei"):
            assert paper.hall.sign_in(name, code=scanned, waited_ms=180_000).status_code == 202
        return paper

    return close_afresh


@pytest.mark.parametrize("stand", ["sqlite"], indirect=True)
def test_after_any_corrections_list_record_and_books_agree(closed: Callable[[], Paper]) -> None:
    outcomes = set()

    @ENOUGH
    @given(corrections=st.lists(CORRECTIONS, min_size=1, max_size=12))
    def holds(corrections: Corrections) -> None:
        paper = closed()
        for kind, whom in corrections:
            outcomes.add((kind, send(paper, kind, whom)))
        assert disagreements(paper) == []

    holds()
    assert {(kind, 201) for kind in ("add", "remove", "approve", "minutes")} <= outcomes  # each deed was really done


@pytest.mark.parametrize("stand", ["sqlite"], indirect=True)
@pytest.mark.parametrize("forgotten", ["recount", "book"])
def test_a_correction_that_forgets_the_books_shows(forgotten: str, closed: Callable[[], Paper], monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same comparison, and a deed that changes the list alone."""
    paper = closed()
    monkeypatch.setattr(correcting, forgotten, {"recount": lambda *_, **__: 0, "book": only_the_mark}[forgotten])
    assert send(paper, *{"recount": ("remove", "wang"), "book": ("add", "mei")}[forgotten]) == 201
    assert disagreements(paper) != []


def only_the_mark(meeting: Any, branch_id: int, **mark: Any) -> None:
    db.session.add(SignIn(meeting_id=meeting.id, kind="in", state="accepted", counts=True, received_at=meeting.closed_at, **mark))
    db.session.flush()


def send(paper: Paper, kind: str, whom: str) -> int:
    if kind == "minutes":
        return int(paper.correct("minutes", minutes=whom).status_code)
    if kind == "approve":
        claims = [one["sign_in_id"] for one in paper.record().json["waiting"] if one["member_id"] == paper.world[whom]]
        return int(paper.correct("approve", sign_in_id=claims[0]).status_code) if claims else 0
    return int(paper.correct(kind, member_id=paper.world[whom]).status_code)


def disagreements(paper: Paper) -> list[Any]:
    """Where the record, the list, the hours or the points say something different."""
    record = paper.record().json
    rows = {row["member_id"]: row for row in record["content"]["list"]}
    rows.update({one["member"]["id"]: one["now"] for one in record["corrections"] if one["member"]})
    came = {member_id for member_id, row in rows.items() if row["arrival"]}
    counting = select_counting()
    paid = {book: balances(book) for book in (HOURS, POINTS)}
    due = {HOURS: dict.fromkeys(came, 5400), POINTS: dict.fromkeys(came, 10)}
    wrong: list[Any] = [] if counting == sorted(came) else [counting]
    wrong += [(book, paid[book], due[book]) for book in paid if paid[book] != due[book]]
    return wrong + verify() + list(verify_ledger())


def select_counting() -> list[int]:
    db.session.rollback()
    return sorted(db.session.scalars(db.select(SignIn.member_id).where(SignIn.counts, SignIn.kind == "in")))


def balances(book: str) -> dict[int, int]:
    rows = db.session.execute(db.select(Balance.member_id, Balance.amount).where(Balance.book == book, Balance.period == "all"))
    return {row.member_id: row.amount for row in rows if row.amount}


def restore(database: Database) -> None:
    db.session.remove()
    database.restore(db.engine.dispose)
