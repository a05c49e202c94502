"""Uploads: in parts, in whatever order and however often they come; they go on, end, and are cleaned up."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.app import create_app
from backend.authoring import upload_files, uploads
from backend.authoring.models import KnownMedium
from backend.core.db import db
from tests.asker import Asker
from tests.authoring.desk import CAPTIONS, FILM, Desk, done, refused
from tests.cast import World
from tests.slow import at_once

ANY_ORDER = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def bytes_of(app: Flask, upload_id: int) -> bytes:
    with app.app_context():
        return upload_files.upload_path(upload_id).read_bytes()


def test_a_file_goes_up_in_parts_and_becomes_a_medium(desk: Desk) -> None:
    content = FILM.read_bytes()
    upload = done(desk.begin_upload("电影.webm", len(content)), 201)
    assert (upload["received_bytes"], upload["part_bytes"]) == (0, 8 * 2**20)
    for offset in range(0, len(content), 300_000):
        part = content[offset : offset + 300_000]
        assert done(desk.part(upload["id"], offset, part))["received_bytes"] == offset + len(part)
    medium = done(desk.finish(upload["id"]))
    assert (medium["kind"], medium["seconds"], medium["bytes"]) == ("video", 65, len(content))


def test_the_same_part_twice_changes_nothing(desk: Desk, app: Flask) -> None:
    upload = done(desk.begin_upload("a.vtt", 10), 201)
    for _ in range(2):
        assert done(desk.part(upload["id"], 0, b"WEBVTT"))["received_bytes"] == 6
    assert done(desk.part(upload["id"], 0, b"XXXXXX"))["received_bytes"] == 6
    assert bytes_of(app, upload["id"]) == b"WEBVTT"


def test_a_part_at_a_wrong_offset_is_told_the_right_one(desk: Desk) -> None:
    upload = done(desk.begin_upload("a.vtt", 10), 201)
    desk.part(upload["id"], 0, b"WEBV")
    answer = desk.part(upload["id"], 6, b"\n\n")
    assert (*refused(answer), answer.headers["Upload-Offset"]) == (409, "wrong_offset", "4")
    assert "4" in answer.json["detail"]
    assert done(desk.send("GET", f"/api/uploads/{upload['id']}"))["received_bytes"] == 4


@pytest.mark.parametrize(("offset", "content"), [(0, b""), (0, b"x" * 11), (8, b"xxx"), (11, b"x"), (2**60, b"x")])
def test_an_empty_part_or_one_beyond_the_end_is_refused(desk: Desk, offset: int, content: bytes) -> None:
    upload = done(desk.begin_upload("a.vtt", 10), 201)
    assert refused(desk.part(upload["id"], offset, content)) == (422, "part_beyond_end")


def test_a_part_of_more_than_eight_megabytes_is_refused(desk: Desk) -> None:
    upload = done(desk.begin_upload("a.mp4", 20 * 2**20), 201)
    assert refused(desk.part(upload["id"], 0, bytes(8 * 2**20 + 1))) == (413, "part_too_large")
    assert done(desk.part(upload["id"], 0, bytes(8 * 2**20)))["received_bytes"] == 8 * 2**20


def test_the_same_file_goes_on_where_it_stopped(desk: Desk) -> None:
    first = done(desk.begin_upload("a.vtt", len(CAPTIONS), mark="captions of Tuesday"), 201)
    desk.part(first["id"], 0, CAPTIONS[:20])
    again = done(desk.begin_upload("a.vtt", len(CAPTIONS), mark="captions of Tuesday"), 200)
    assert (again["id"], again["received_bytes"]) == (first["id"], 20)
    desk.part(again["id"], 20, CAPTIONS[20:])
    assert done(desk.finish(again["id"]))["kind"] == "captions"


def test_another_file_under_the_same_mark_begins_anew(desk: Desk) -> None:
    first = done(desk.begin_upload("a.vtt", 10, mark="m"), 201)
    desk.part(first["id"], 0, b"WEBVTT")
    assert done(desk.begin_upload("a.vtt", 11, mark="m"), 201)["received_bytes"] == 0


def test_a_file_is_kept_when_all_of_it_has_come_and_once(desk: Desk, app: Flask, session: Any) -> None:
    upload = done(desk.begin_upload("a.vtt", len(CAPTIONS)), 201)
    desk.part(upload["id"], 0, CAPTIONS[:-1])
    answer = desk.finish(upload["id"])
    assert (*refused(answer), answer.headers["Upload-Offset"]) == (409, "upload_incomplete", str(len(CAPTIONS) - 1))
    desk.part(upload["id"], len(CAPTIONS) - 1, CAPTIONS[-1:])
    assert done(desk.finish(upload["id"])) == done(desk.finish(upload["id"]))
    assert session.query(KnownMedium).count() == 1
    with app.app_context():
        assert not upload_files.upload_path(upload["id"]).exists()


def test_a_file_that_was_kept_a_moment_ago_is_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app asks again while the server still looks the file through; the first answer takes the file away."""
    upload = done(desk.begin_upload("a.vtt", len(CAPTIONS)), 201)
    desk.part(upload["id"], 0, CAPTIONS)
    store, first = uploads._store, []

    def slowly(path: Path, name: str) -> Any:
        if not first:
            first.append("asked")
            first.append(done(desk.finish(upload["id"])))
        return store(path, name)

    monkeypatch.setattr(uploads, "_store", slowly)
    assert done(desk.finish(upload["id"])) == first[1]


@pytest.mark.parametrize("stand", ["sqlite"], indirect=True)
def test_any_order_and_repetition_of_parts_makes_the_same_bytes(desk: Desk, app: Flask) -> None:
    """Parts of any size, from any offset, in any order, again and again: refused or taken, what is there is a beginning of the file;
    and whoever then sends what the server asks for has sent the file."""

    @ANY_ORDER
    @given(content=st.binary(min_size=1, max_size=200), cuts=st.lists(st.tuples(st.integers(0, 199), st.integers(1, 80)), max_size=12))
    def law(content: bytes, cuts: list[tuple[int, int]]) -> None:
        upload = done(desk.begin_upload("a.pdf", len(content)), 201)
        received = 0
        for offset, length in cuts:
            part = content[offset : offset + length]
            answer = desk.part(upload["id"], offset, part)
            if answer.status_code == 200:
                assert answer.json["received_bytes"] == max(received, offset + len(part))
                received = answer.json["received_bytes"]
            else:
                assert not part or offset > received
            assert received == 0 or bytes_of(app, upload["id"]) == content[:received]
        while received < len(content):
            received = done(desk.part(upload["id"], received, content[received : received + 64]))["received_bytes"]
        assert bytes_of(app, upload["id"]) == content
        desk.send("DELETE", f"/api/uploads/{upload['id']}")

    law()


def test_the_same_parts_from_two_sides_at_once_make_the_same_bytes(desk: Desk, app: Flask) -> None:
    content = bytes(range(256)) * 8
    upload = done(desk.begin_upload("a.pdf", len(content)), 201)
    headers = {"Authorization": f"Bearer {desk.ask.token('chen')}"}

    def send() -> list[int]:
        client, path = app.test_client(), f"/api/uploads/{upload['id']}/parts"
        return [client.put(f"{path}/{at}", data=content[at : at + 256], headers=headers).status_code for at in range(0, 2048, 256)]

    assert at_once([send, send]) == [[200] * 8] * 2
    assert bytes_of(app, upload["id"]) == content


def test_an_upload_is_nobody_elses(desk: Desk, ask: Asker) -> None:
    upload = f"/api/uploads/{done(desk.begin_upload('a.vtt', 10), 201)['id']}"
    asked: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("GET", upload, {}),
        ("PUT", f"{upload}/parts/0", {"data": b"WEBVTT"}),
        ("POST", f"{upload}/media", {"json": {}}),
        ("DELETE", upload, {}),
    )
    for method, path, options in asked:
        assert ask("lin", method, path, **options).status_code == 404
        assert ask("wang", method, path, **options).status_code == 404
    assert desk.send("GET", upload).json["received_bytes"] == 0


def test_what_came_so_far_outlives_a_restart(desk: Desk, app: Flask, world: World) -> None:
    upload = done(desk.begin_upload("a.vtt", len(CAPTIONS)), 201)
    desk.part(upload["id"], 0, CAPTIONS[:10])
    again = create_app(app.config["MUSTER"])
    second = Desk(Asker(again, world), world)
    assert done(second.send("GET", f"/api/uploads/{upload['id']}"))["received_bytes"] == 10
    done(second.part(upload["id"], 10, CAPTIONS[10:]))
    assert done(second.finish(upload["id"]))["kind"] == "captions"
    with again.app_context():
        db.engine.dispose()
