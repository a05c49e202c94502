"""Whatever comes, in whatever order and however often: the same roster, and books that agree with it."""

from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from backend.core.db import db
from backend.ledger.models import HOURS, Balance
from backend.ledger.verify import verify
from backend.meetings.sign_ins import SignIn
from tests.a_phone import reply_to
from tests.asker import Asker
from tests.databases import Database
from tests.hall import Clock, Hall

PEOPLE = ("wang", "mei")
WAYS = ("claim", "late_claim", "reply", "by_hand", "card", "digits")
UPLOADS = [(way, person) for way in WAYS for person in PEOPLE]
# Without shrinking: a failure names its uploads already, and each example is a dozen requests.
ENOUGH = settings(max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


class Evening:
    """One meeting whose members and secretary were offline: what each phone holds, to be brought in any order."""

    def __init__(self, ask: Asker, hall: Hall, time: Clock, opened_ms: int) -> None:
        self.ask, self.hall, self.time, self.opened_ms = ask, hall, time, opened_ms
        time.set_ms(opened_ms + 600_000)
        self.seen = hall.code()
        self.keys = {person: ask(person, "GET", "/api/me/reply-key").json for person in PEOPLE}
        self.cards = {person: ask(person, "GET", "/api/me/card").json["url"] for person in PEOPLE}

    def bring(self, way: str, person: str) -> None:
        """One upload of what happened ten minutes after the opening, half an hour later."""
        self.time.set_ms(self.opened_ms + 2_400_000)
        operation = str(uuid5(UUID(int=0), f"{way} {person}"))
        if way in ("claim", "late_claim"):
            self.hall.sign_in(person, operation_id=operation, code=self.seen, waited_ms=1_800_000)
        elif way == "digits":
            how = {"meeting_id": self.hall.world["meeting"], "digits": self.hall.screen()["digits"]}
            self.hall.sign_in(person, operation_id=operation, **how)
        else:
            mark: dict[str, Any] = {
                "reply": {"reply": reply_to(self.keys[person], self.seen)},
                "by_hand": {"member_id": self.hall.world[person], "reason": "看见了"},
                "card": {"card": self.cards[person]},
            }[way]
            self.hall.mark(operation_id=operation, waited_ms=1_800_000, **mark)

    def roster(self) -> dict[str, Any]:
        board = self.hall.board().json
        shown = {one["name"]: (one["method"], one["assurance"], one["signed_in_at"]) for one in board["signed_in"]}
        return {"in": shown, "waiting": sorted(one["name"] for one in board["waiting"])}


@pytest.fixture
def evening(ask: Asker, hall: Hall, time: Clock, opened_ms: int) -> Evening:
    return Evening(ask, hall, time, opened_ms)


@pytest.mark.parametrize("stand", ["sqlite"], indirect=True)
def test_uploads_in_any_order_and_number_give_the_same_roster(evening: Evening, database: Database, session: Any) -> None:
    @ENOUGH
    @given(uploads=st.lists(st.sampled_from(UPLOADS), min_size=1, max_size=8), dice=st.randoms())
    def holds(uploads: list[tuple[str, str]], dice: Any) -> None:
        rosters = []
        for _ in range(2):
            again = [*uploads, *dice.choices(uploads, k=3)]
            dice.shuffle(again)
            restore(evening, database)
            for upload in again:
                evening.bring(*upload)
            rosters.append(evening.roster())
            books_agree(evening)
        assert rosters[0] == rosters[1]

    holds()


@pytest.mark.parametrize("stand", ["sqlite"], indirect=True)
def test_marks_approvals_and_undos_at_random_leave_books_that_agree(evening: Evening, database: Database, session: Any) -> None:
    deeds = st.one_of(st.sampled_from(UPLOADS), st.tuples(st.sampled_from(("approve", "decline", "undo")), st.integers(0, 5)))

    @ENOUGH
    @given(deeds=st.lists(deeds, min_size=1, max_size=14))
    def holds(deeds: list[tuple[str, Any]]) -> None:
        restore(evening, database)
        for what, whom in deeds:
            if what in WAYS:
                evening.bring(what, whom)
            else:
                decide(evening, what, whom)
            books_agree(evening)

    holds()


def restore(evening: Evening, database: Database) -> None:
    evening.ask.app.extensions.pop("muster.boards", None)
    db.session.remove()
    database.restore(db.engine.dispose)


def decide(evening: Evening, what: str, number: int) -> None:
    marks = list(db.session.scalars(db.select(SignIn.id).order_by(SignIn.id)))
    if not marks:
        return
    mark, meeting = marks[number % len(marks)], evening.hall.meeting
    if what == "undo":
        evening.ask("li", "DELETE", f"{meeting}/sign-ins/{mark}")
    else:
        evening.ask("li", "POST", f"{meeting}/approvals", json={"sign_in_ids": [mark], "approve": what == "approve"})


def books_agree(evening: Evening) -> None:
    """Whoever is on the board as in has the meeting's hours once; nobody else has any."""
    inside = {one["member_id"] for one in evening.hall.board().json["signed_in"]}
    db.session.rollback()
    paid = dict(
        db.session.execute(db.select(Balance.member_id, Balance.amount).where(Balance.book == HOURS, Balance.period == "all")).all()
    )
    assert {member: amount for member, amount in paid.items() if amount} == dict.fromkeys(inside, 5400)
    counting = list(db.session.scalars(db.select(SignIn.member_id).where(SignIn.counts, SignIn.kind == "in")))
    assert sorted(counting) == sorted(inside)
    assert verify() == {}
