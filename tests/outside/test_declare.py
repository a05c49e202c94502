"""A member declares outside study: once, in plain amounts, with photos that hold pixels alone."""

import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from backend.core.config import settings
from tests.asker import Asker
from tests.cast import World
from tests.outside.conftest import HOUR, Desk
from tests.records import pictures


@pytest.mark.parametrize(
    ("amount", "unit", "seconds"), [(90, "minutes", 5400), (2, "units", 5400), (1, "half_days", 4 * HOUR), (1, "days", 8 * HOUR)]
)
def test_an_amount_is_what_the_rule_of_that_day_makes_of_it(desk: Desk, amount: int, unit: str, seconds: int) -> None:
    answer = desk.declare(amount=amount, unit=unit)
    assert (answer.status_code, answer.json["state"], answer.json["asked_seconds"]) == (201, "waiting", seconds)
    assert desk.hours() == (0, 0)  # nothing counts before somebody has looked at it


def test_a_declaration_that_is_sent_again_is_the_same_one(desk: Desk, ask: Asker) -> None:
    operation = str(uuid4())
    first, second = (desk.declare(operation_id=operation) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json["id"] == second.json["id"]
    assert len(ask("wang", "GET", "/api/me/outside-studies").json["items"]) == 2  # with the one that the cast brings
    assert desk.declare(operation_id=operation, amount=60).json["code"] == "operation_taken"
    assert desk.declare("mei", operation_id=operation).status_code == 201  # another member's phone may have thought of the same


def test_what_was_not_yet_studied_or_too_long_ago_is_refused(desk: Desk) -> None:
    assert desk.declare(studied_on=str(desk.today + timedelta(days=1))).json["code"] == "not_yet_studied"
    assert desk.declare(studied_on=str(desk.today - timedelta(days=367))).json["code"] == "too_long_ago"
    assert desk.declare(amount=2, unit="days", studied_on=str(desk.today)).status_code == 201
    assert desk.declare(amount=4, unit="days").json["code"] == "longer_than_a_day"


def test_a_declaration_can_be_taken_back_while_it_waits(desk: Desk, ask: Asker) -> None:
    study = desk.declare().json
    assert [ask("wang", "DELETE", f"/api/outside-studies/{study['id']}").status_code for _ in range(2)] == [204, 204]
    assert desk.decide({**study, "version": 2}).json["code"] == "withdrawn_already"
    other = desk.approved()
    assert ask("wang", "DELETE", f"/api/outside-studies/{other['id']}").json["code"] == "decided_already"
    assert desk.hours() == (7200, 7200)


def test_what_a_member_declared_is_nothing_to_strangers(desk: Desk, ask: Asker) -> None:
    path = f"/api/outside-studies/{desk.declare().json['id']}"
    statuses = {person: ask(person, "GET", path).status_code for person in ("wang", "li", "chen", "mei", "zhao", "sun")}
    assert statuses == {"wang": 200, "li": 200, "chen": 200, "mei": 404, "zhao": 404, "sun": 404}
    assert ask(None, "GET", path).status_code == 401
    assert ask("li", "DELETE", path).status_code == 403  # those who decide don't take back


def add(ask: Asker, study: Any, content: bytes, person: str = "wang") -> Any:
    data = {"file": (io.BytesIO(content), "proof.jpg")}
    return ask(person, "POST", f"/api/outside-studies/{study['id']}/photos", data=data)


def test_a_proof_is_made_anew_from_its_pixels(desk: Desk, ask: Asker) -> None:
    study = desk.declare().json
    content = pictures.jpeg()  # with place, camera, profile and comment
    added = add(ask, study, content)
    assert (added.status_code, add(ask, study, content).status_code) == (201, 200)
    shown = ask("li", "GET", f"/api/outside-studies/{study['id']}/photos/{added.json['id']}")
    assert (shown.status_code, shown.content_type) == (200, "image/jpeg")
    assert pictures.SECRET.encode() not in shown.data
    with Image.open(io.BytesIO(shown.data)) as image:
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert ask("zhao", "GET", f"/api/outside-studies/{study['id']}/photos/{added.json['id']}").status_code == 404


def test_what_is_no_photo_is_refused(desk: Desk, ask: Asker) -> None:
    study = desk.declare().json
    for content in (b"", b"no photo", b"<svg xmlns='http://www.w3.org/2000/svg'/>", pictures.jpeg()[:300]):
        assert add(ask, study, content).json["code"] == "photo_unreadable"


def test_six_photos_are_enough(desk: Desk, ask: Asker) -> None:
    study = desk.declare().json
    answers = [add(ask, study, pictures.jpeg(picture=pictures.scene(100 + 20 * n))) for n in range(7)]
    assert [answer.status_code for answer in answers] == [201] * 6 + [409]
    assert answers[-1].json["code"] == "too_many_proofs"


def test_photos_change_only_while_the_study_waits_and_only_by_its_member(desk: Desk, ask: Asker, app: Any, world: World) -> None:
    study = desk.declare().json
    assert add(ask, study, pictures.jpeg(), "li").status_code == 403
    with app.app_context():
        folder = settings().data / "outside" / str(study["id"])
    before = set(folder.glob("*"))
    photo = add(ask, study, pictures.jpeg(picture=pictures.scene(222))).json["id"]
    assert len(set(folder.glob("*")) - before) == 1
    path = f"/api/outside-studies/{study['id']}/photos"
    assert ask("wang", "DELETE", f"{path}/{photo}").status_code == 204
    assert set(folder.glob("*")) == before
    kept = add(ask, study, pictures.jpeg()).json["id"]
    desk.decide(study)
    assert ask("wang", "DELETE", f"{path}/{kept}").json["code"] == "decided_already"
    assert add(ask, study, pictures.png()).json["code"] == "decided_already"
    assert ask("wang", "GET", f"{path}/{kept}").status_code == 200
