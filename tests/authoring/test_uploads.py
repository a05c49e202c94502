"""Uploads: in parts, in whatever order and however often they come; they go on, end, and are cleaned up."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.app import create_app
from backend.authoring import upload_files, uploads
from backend.authoring.models import KnownMedium, Upload
from backend.core.config import Settings
from backend.core.db import db
from tests.asker import Asker
from tests.authoring.desk import CAPTIONS, FILM, Desk, done, refused
from tests.cast import World
from tests.core.moving_clock import later
from tests.records.slow import at_once

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


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
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


def test_members_and_secretaries_upload_nothing(ask: Asker, world: World) -> None:
    for person in ("wang", "li"):
        answer = ask(person, "POST", "/api/uploads", json={"name": "a.vtt", "bytes": 10, "mark": "m"})
        assert refused(answer) == (403, "forbidden")


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.exe", "a", "mp4", "a.mp4.svg", "a.mkv"])
def test_a_kind_of_file_with_no_place_here_is_refused(desk: Desk, name: str) -> None:
    assert refused(desk.begin_upload(name, 10)) == (422, "unknown_kind_of_file")


@pytest.mark.parametrize("name", ["零\x00.mp4", "\x1b[2J.mp4", "换\n行.mp4", "长" * 201 + ".mp4", ""])
def test_a_name_with_control_signs_or_without_end_is_refused(desk: Desk, name: str) -> None:
    answer = desk.begin_upload(name, 10)
    assert (*refused(answer), answer.json["errors"][0]["pointer"]) == (422, "invalid_input", "/name")


@pytest.mark.parametrize("name", ["../../etc/cron.d/x.mp4", "..\\x.mp4", "C:\\x.mp4", "/etc/x.mp4", "\u202egpj.mp4"])
def test_a_name_leads_nowhere(desk: Desk, app: Flask, name: str) -> None:
    content = (FILM.parent.parent / "first-aid-basics" / "03-chest-compressions.mp4").read_bytes()
    medium = desk.upload(name, content)
    assert set(medium["media_name"].removesuffix(".mp4")) <= set("0123456789abcdef")


@pytest.mark.parametrize(("name", "megabytes"), [("a.vtt", 2), ("a.png", 20), ("a.pdf", 200), ("a.mp3", 500), ("a.mp4", 2000)])
def test_a_file_larger_than_its_kind_may_be_is_refused_before_it_is_sent(desk: Desk, name: str, megabytes: int) -> None:
    answer = desk.begin_upload(name, megabytes * 2**20 + 1)
    assert (*refused(answer), f"{megabytes} MB" in answer.json["detail"]) == (413, "file_too_large", True)
    assert desk.begin_upload(name, megabytes * 2**20).status_code == 201


@pytest.mark.parametrize("size", [0, -1, 2**63, 1.5, "10", None])
def test_a_size_that_is_none_is_refused(desk: Desk, size: Any) -> None:
    assert refused(desk.begin_upload("a.mp4", size)) == (422, "invalid_input")


def test_an_authors_quota_holds_what_is_kept_and_what_is_under_way(desk: Desk, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    small: Settings = replace(app.config["MUSTER"], author_gigabytes=1, upload_megabytes=900)
    monkeypatch.setitem(app.config, "MUSTER", small)
    desk.upload("a.vtt", CAPTIONS)
    done(desk.begin_upload("a.mp4", 900 * 2**20), 201)
    assert refused(desk.begin_upload("b.mp4", 124 * 2**20)) == (409, "quota_reached")
    done(desk.begin_upload("b.mp4", 123 * 2**20), 201)
    assert desk.as_person("lin").begin_upload("b.mp4", 124 * 2**20).status_code == 201


def test_an_author_has_so_many_uploads_under_way_at_most(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 2)
    first, _ = (done(desk.begin_upload("a.vtt", 10), 201) for _ in range(2))
    assert refused(desk.begin_upload("a.vtt", 10)) == (409, "too_many_uploads")
    assert desk.send("DELETE", f"/api/uploads/{first['id']}").status_code == 204
    assert desk.begin_upload("a.vtt", 10).status_code == 201


def test_a_full_disk_is_said_before_anything_is_sent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_files, "KEPT_FREE", 2**60)
    assert refused(desk.begin_upload("a.vtt", 10)) == (507, "storage_full")


def test_what_nobody_went_on_with_for_two_days_is_cleaned_up(desk: Desk, app: Flask, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    old, kept = (done(desk.begin_upload("a.vtt", 10), 201)["id"] for _ in range(2))
    for upload_id in (old, kept):
        desk.part(upload_id, 0, b"WEBVTT")
    later(monkeypatch, timedelta(hours=47))
    desk.part(kept, 0, b"WEBVTT")
    later(monkeypatch, timedelta(hours=49))
    done(desk.begin_upload("b.vtt", 10), 201)
    assert session.get(Upload, old) is None
    assert session.get(Upload, kept)
    with app.app_context():
        paths: list[Path] = [upload_files.upload_path(upload_id) for upload_id in (old, kept)]
    assert [path.exists() for path in paths] == [False, True]


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
