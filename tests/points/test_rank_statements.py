"""A ranking asks the database as little at half a million members as at ten, and nothing that it does not show."""

import pytest

from tests.asker import Asker
from tests.cast import World
from tests.counting import statements
from tests.points.booking import Books

ACTOR, ORGANISATION, SINCE, NAMES = 1, 1, 1, 1


@pytest.mark.parametrize("place", ["qingfeng", "wutong", "city"])
def test_a_ranking_costs_four_statements(ask: Asker, world: World, books: Books, place: str) -> None:
    people = books.add_people("qingfeng", *(f"成员{number}" for number in range(30)))
    for number, member in enumerate(people, start=1):
        books.book(member, number)
    ask("wang", "GET", f"/api/points/ranking?organisation={world[place]}")
    books.book("wang", 5)
    with statements() as sent:
        answer = ask("wang", "GET", f"/api/points/ranking?organisation={world[place]}")
    assert answer.json["me"]["points"] == 5
    reads = [one for one in sent if one.lstrip().upper().startswith(("SELECT", "WITH"))]
    assert len(reads) == ACTOR + ORGANISATION + SINCE + NAMES, reads
