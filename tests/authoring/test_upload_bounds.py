"""What may be uploaded: kinds, names, sizes, quotas; and what is cleaned up."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.authoring import upload_files, uploads
from backend.authoring.models import Upload
from backend.core.config import Settings
from tests.asker import Asker
from tests.authoring.desk import CAPTIONS, FILM, Desk, done, refused
from tests.cast import World
from tests.core.moving_clock import later


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
