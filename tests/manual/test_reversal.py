"""Taking an entry back by hand: with a reason and a second person, once; the reversal can be reversed, once."""

from typing import Any

import pytest

from backend.ledger.models import HOURS
from backend.ledger.verify import verify
from tests.hall import Hall
from tests.manual.office import Office
from tests.points.booking import Books


def booked(office: Office, books: Books, **facts: Any) -> int:
    books.book("wang", 10, **facts)
    return int(office.entries(book=facts.get("book", "points"))[0]["id"])


@pytest.mark.parametrize("book", ["points", HOURS])
def test_an_entry_of_either_book_is_taken_back(office: Office, books: Books, session: Any, book: str) -> None:
    entry = booked(office, books, book=book)
    award = office.reverse(entry).json
    assert (award["kind"], award["amount"], award["entry_id"], award["title"]) == ("reversal", -10, entry, "组织生活")
    office.decide(award)
    back, first = office.entries(book=book)
    assert (first["reversed_by_id"], back["reverses_id"], back["amount"], back["reason"]) == (back["id"], entry, -10, "记错了人")
    assert office.kinds_told("wang") == ["entry_reversed"]
    assert verify() == {}


def test_an_entry_is_taken_back_once(office: Office, books: Books) -> None:
    entry = booked(office, books)
    award = office.reverse(entry).json
    assert office.reverse(entry, "chen").json["code"] == "reversal_asked_already"
    office.decide(award)
    assert office.reverse(entry, "chen").json["code"] == "reversed_already"


def test_a_declined_reversal_may_be_asked_again(office: Office, books: Books) -> None:
    entry = booked(office, books)
    office.decide(office.reverse(entry).json, decision="decline", reason="没有记错")
    assert office.reverse(entry).status_code == 201


def test_a_reversal_is_reversed_once(office: Office, books: Books) -> None:
    entry = booked(office, books)
    back = office.decide(office.reverse(entry).json).json["booked_id"]
    office.decide(office.reverse(back).json)
    assert office.points() == 10
    assert office.reverse(back).json["code"] == "reversed_already"


@pytest.mark.parametrize(("person", "status"), [("wang", 403), ("zhao", 404), ("sun", 404), (None, 401)])
def test_nobody_takes_back_the_own_or_a_strangers_entries(office: Office, books: Books, person: str | None, status: int) -> None:
    entry = booked(office, books)
    assert office.ask(person, "POST", f"/api/entries/{entry}/reversals", json={}).status_code == status


def test_what_was_taken_back_elsewhere_meanwhile_is_not_taken_back_again(office: Office, hall: Hall) -> None:
    hall.sign_in("wang", code=hall.code())
    (entry,) = office.entries()
    award = office.reverse(entry["id"]).json
    mark = hall.board().json["signed_in"][0]["sign_in_id"]
    assert hall.ask("li", "DELETE", f"{hall.meeting}/sign-ins/{mark}").status_code in (200, 204)
    assert office.decide(award).json["code"] == "reversed_already"
    assert office.points() == 0


def test_attendance_given_again_by_hand_is_taken_back_by_undoing_it(office: Office, hall: Hall, session: Any) -> None:
    hall.sign_in("wang", code=hall.code())
    (entry,) = office.entries()
    back = office.decide(office.reverse(entry["id"]).json).json["booked_id"]
    office.decide(office.reverse(back).json)
    assert office.points() == 10
    mark = hall.board().json["signed_in"][0]["sign_in_id"]
    hall.ask("li", "DELETE", f"{hall.meeting}/sign-ins/{mark}")
    assert office.points() == 0
    assert verify() == {}
