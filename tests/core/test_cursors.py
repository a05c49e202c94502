"""Cursors: only one that this list has written is believed; any other is a 422, never a 500."""

import base64
import json
from collections.abc import Callable

import pytest

from tests.asker import Asker
from tests.cast import World

LISTS = (
    "members",
    "organisations",
    "courses",
    "categories",
    "meetings",
    "points/entries",
    "points/ranking",
    "study/entries",
    "auth/sessions",
)


def cursor(ask: Asker) -> str:
    return str(ask("lin", "GET", "/api/members?limit=1").json["next"])


def written(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def is_refused(ask: Asker, path: str, after: str) -> bool:
    answer = ask("lin", "GET", f"/api/{path}", query_string={"after": after})
    return bool((answer.status_code, answer.json.get("code")) == (422, "cursor_invalid"))


CHANGES: dict[str, Callable[[str], str]] = {
    "shorter": lambda text: text[:-1],
    "longer": lambda text: text + "A",
    "another proof": lambda text: text[:-4] + "0000",
    "no proof": lambda text: text.partition(".")[0],
    "another key": lambda text: f"{written('/1/', '000001')}.{text.partition('.')[2]}",
    "turned round": lambda text: text[::-1],
    "other letters": lambda text: text.upper(),
    "not ASCII": lambda text: f"{text}é",
    "many dots": lambda text: text.replace(".", "..") + ".",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_tampered_cursor_is_refused(ask: Asker, world: World, change: str) -> None:
    assert is_refused(ask, "members", CHANGES[change](cursor(ask)))


@pytest.mark.parametrize("path", LISTS)
def test_a_made_up_cursor_is_refused_by_every_list(ask: Asker, world: World, path: str) -> None:
    made_up = (written(True), written(2**40, "x"), written("2026-01-01T00:00:00", 5), written("\ud800", "0"), "x", ".", "é", "=" * 400, "%")
    for text in made_up:
        assert is_refused(ask, path, text), text


def test_a_cursor_of_another_list_is_refused(ask: Asker, world: World) -> None:
    assert is_refused(ask, "organisations", cursor(ask))


def test_a_nul_byte_is_refused(ask: Asker, world: World) -> None:
    assert ask("lin", "GET", "/api/members?after=%00").status_code == 422


def test_a_cursor_of_the_same_list_under_another_query_breaks_nothing(ask: Asker, world: World) -> None:
    after = ask("li", "GET", "/api/meetings?when=upcoming&limit=1").json["next"]
    assert after
    assert ask("li", "GET", f"/api/meetings?when=past&after={after}").status_code in (200, 422)
    assert ask("lin", "GET", f"/api/members?q=a&after={cursor(ask)}").status_code == 200


def test_an_untouched_cursor_leads_on(ask: Asker, world: World) -> None:
    first, second = (ask("lin", "GET", f"/api/members?limit=1{after}").json["items"][0]["id"] for after in ("", f"&after={cursor(ask)}"))
    assert (first, second) == (world["li"], world["wang"])
