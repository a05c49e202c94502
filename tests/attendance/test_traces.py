"""Who looked at my attendance, and who changed it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from backend.core import clock
from backend.meetings.models import Helper
from backend.meetings.views import View
from backend.members.models import Role, Trace
from tests.asker import Asker
from tests.attendance.meetings_held import History
from tests.cast import World
from tests.counting import statements
from tests.hall import Hall


def traces(ask: Asker, person: str = "wang", **query: Any) -> Any:
    return ask(person, "GET", "/api/me/attendance/traces", query_string=query)


def rows(ask: Asker, person: str = "wang") -> list[tuple[str, str, str]]:
    return [(one["kind"], one["word"], one["name"]) for one in traces(ask, person).json["items"]]


def mark(ask: Asker, hall: Hall, person: str) -> None:
    by_hand = {"operation_id": str(uuid4()), "member_id": hall.world[person], "reason": "没有手机"}
    assert ask("li", "POST", f"{hall.meeting}/marks", json={"marks": [by_hand]}).status_code == 200


def test_a_look_at_the_board_is_seen_by_those_on_it(ask: Asker, hall: Hall) -> None:
    assert rows(ask) == []
    hall.board()
    (look,) = traces(ask).json["items"]
    assert (look["kind"], look["word"], look["name"], look["about"]) == ("look", "board", "Li", "meeting")
    assert look["meeting_id"] == hall.world["meeting"]
    assert look["roles"] == [{"kind": "secretary", "organisation": "青枫里支部"}]
    assert rows(ask, "zhao") == []


def test_looking_often_on_a_day_is_one_look(ask: Asker, hall: Hall) -> None:
    hall.board()
    mark(ask, hall, "mei")
    hall.board()
    assert rows(ask) == [("look", "board", "Li")]


def test_what_i_did_myself_is_left_out(ask: Asker, hall: Hall) -> None:
    hall.board()
    mark(ask, hall, "li")
    assert rows(ask, "li") == []


def test_a_mark_by_hand_and_its_undoing_are_seen_newest_first(ask: Asker, hall: Hall) -> None:
    mark(ask, hall, "wang")
    sign_in_id = hall.board().json["signed_in"][0]["sign_in_id"]
    assert ask("li", "DELETE", f"{hall.meeting}/sign-ins/{sign_in_id}").status_code == 204
    assert rows(ask) == [("change", "mark_undone", "Li"), ("look", "board", "Li"), ("change", "marked_by_hand", "Li")]
    assert traces(ask).json["items"][2]["about"] == "meeting: 没有手机"


def test_other_deeds_about_me_stand_elsewhere(ask: Asker, history: History, world: World) -> None:
    for deed in ("phone_revealed", "role_granted", "card_reset", "leave_granted", "correction_add", "claim_declined", "markedxby"):
        history.add(Trace(deed=deed, member_id=world["wang"], actor_id=world["li"], note="学习会"))
    assert {word for _, word, _ in rows(ask)} == {"leave_granted", "correction_add", "claim_declined"}


def test_a_deed_of_the_server_names_nobody(ask: Asker, history: History, world: World) -> None:
    history.add(Trace(deed="mark_undone", member_id=world["wang"], actor_id=None))
    (trace,) = traces(ask).json["items"]
    assert (trace["name"], trace["roles"], trace["meeting_id"]) == (None, [], None)


def test_the_roles_are_those_of_that_day(ask: Asker, history: History, world: World) -> None:
    today = clock.now().date()
    former = {"member_id": world["zhao"], "organisation_id": world["qingfeng"], "kind": "secretary"}
    history.add(Role(starts_on=today - timedelta(days=30), ends_on=today - timedelta(days=10), **former))
    for days in (20, 5):
        at = clock.now() - timedelta(days=days)
        history.add(Trace(at=at, deed="marked_card", member_id=world["wang"], actor_id=world["zhao"]))
    now, then = traces(ask).json["items"]
    assert (now["roles"], then["roles"]) == ([], [{"kind": "secretary", "organisation": "青枫里支部"}])


def test_a_helper_at_the_door_is_called_so(ask: Asker, hall: Hall, history: History) -> None:
    history.add(Helper(meeting_id=hall.world["meeting"], member_id=hall.world["mei"], appointed_by=hall.world["li"]))
    assert ask("mei", "GET", f"{hall.meeting}/board").status_code == 200
    (look,) = traces(ask).json["items"]
    assert (look["name"], look["roles"]) == ("Mei", [{"kind": "helper", "organisation": None}])


def many(history: History, world: World) -> None:
    """Looks and changes of the same moments, so that only the whole key orders them."""
    at = clock.now().replace(microsecond=0)
    for n in range(6):
        meeting_id, moment = history.hold(), at - timedelta(days=n // 3)
        for viewer in ("li", "chen", "lin"):
            for place in ("board", "file"):
                history.add(View(meeting_id=meeting_id, viewer_id=world[viewer], day=moment.date(), place=place, at=moment))
        history.add(Trace(at=moment, deed="marked_card", member_id=world["wang"], actor_id=world["li"]))


def test_pages_lose_and_repeat_nothing(ask: Asker, history: History, world: World) -> None:
    many(history, world)
    whole = traces(ask, limit=100).json["items"]
    assert len(whole) == 42
    assert [one["at"] for one in whole] == sorted((one["at"] for one in whole), reverse=True)
    seen, query = [], {"limit": 5}
    while True:
        page = traces(ask, **query).json
        seen += page["items"]
        if page["next"] is None:
            break
        query["after"] = page["next"]
    assert seen == whole


def test_a_page_costs_the_same_however_long(ask: Asker, history: History, world: World) -> None:
    history.add(Trace(deed="marked_card", member_id=world["wang"], actor_id=world["li"]))
    with statements() as for_one:
        traces(ask)
    many(history, world)
    with statements() as for_many:
        assert len(traces(ask).json["items"]) == 43
    assert len(for_many) == len(for_one)


def test_strangers_and_newcomers_get_nothing(ask: Asker) -> None:
    for person, status in ((None, 401), ("ning", 403), ("dong", 401)):
        assert traces(ask, person).status_code == status
