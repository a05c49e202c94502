"""An author brings a package in: a course in draft, with what was taken and what was left out; nobody else can, nothing is doubled."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from backend.courses.models import Course
from backend.packages.bring_in import room_of
from tests.asker import Asker
from tests.cast import World
from tests.packages.packing import CAPTIONS, FILM, PAPER, SCORM_12, item, manifest, one_item, pack, page, picture, resource
from tests.packages.sending import ask_for, bring_in, upload


def scorm() -> bytes:
    items = item("读", "R1") + item("看", "R2") + item("坏", "R3") + item("卡片", "R4") + item("测验", "R5")
    resources = "".join(resource(f"R{n}", f"{n}.html") for n in (1, 2)) + resource("R3", "3.mp4") + resource("R4", "4.pdf")
    film = '<video><source src="film.mp4"><track srclang="zh-CN" src="film.vtt"><track srclang="en_US" src="bad.vtt"></video>'
    files = {
        "imsmanifest.xml": manifest(SCORM_12, items=items, resources=resources + resource("R5", "5.xml", "imsqti_xmlv1p2")),
        "1.html": page(
            '<h1>读</h1><p>先看<b>安全</b>。<img src="a.png" alt="图"><img src="b.gif" alt="动画"></p><script>alert(1)</script>'
        ),
        "2.html": page(film),
        "3.mp4": b"MZ this is a program",
        "4.pdf": PAPER,
        "5.xml": "<q/>",
        "film.mp4": FILM,
        "film.vtt": CAPTIONS,
        "bad.vtt": "no captions",
        "a.png": picture(),
        "b.gif": picture("GIF"),
    }
    return pack(files)


@pytest.fixture
def came(ask: Asker, world: World) -> dict[str, Any]:
    answer = bring_in(ask, world, scorm())
    assert answer.status_code == 201, answer.json
    return dict(answer.json)


def test_a_package_becomes_a_course_in_draft(ask: Asker, world: World, came: dict[str, Any]) -> None:
    assert (came["title"], came["form"]) == ("急救入门", "scorm_1_2")
    assert [(one["title"], one["kind"]) for one in came["taken"]] == [("读", "text"), ("看", "video"), ("卡片", "pdf")]
    assert {(one["title"], one["why"]) for one in came["left_out"]} == {
        ("坏", "not_what_it_says"),
        ("测验", "quiz"),
        ("读", "picture_unreadable"),
        ("看: en_US", "captions_unreadable"),
    }
    draft = ask("chen", "GET", f"/api/authored-courses/{came['id']}").json
    assert (draft["published_at"], draft["organisation"]["id"], draft["changed_by"]) == (None, world["binjiang"], "Chen")
    assert came["id"] not in [one["id"] for one in ask("wang", "GET", "/api/courses").json["items"]]


def test_its_text_its_picture_its_film_and_captions_are_there(ask: Asker, world: World, came: dict[str, Any]) -> None:
    read, watch, card = (ask("chen", "GET", f"/api/authored-lessons/{one['id']}").json for one in came["taken"])
    assert read["body"].startswith("先看**安全**。![图](picture:")
    assert read["body"].endswith("动画")
    assert ask(None, "GET", read["body_html"].split('src="')[1].split('"')[0]).status_code == 200
    assert "alert" not in read["body"]
    assert (watch["media_bytes"], watch["nominal_seconds"]) == (len(FILM), 71)
    assert [one["language"] for one in watch["captions"]] == ["zh"]
    assert "双手交叠" in ask(None, "GET", watch["captions"][0]["url"]).text
    assert ask(None, "GET", card["media_url"]).data == PAPER


def test_published_it_is_studied_like_any_other(ask: Asker, world: World, came: dict[str, Any]) -> None:
    state = ask("chen", "GET", f"/api/authored-courses/{came['id']}").json["whole_state"]
    assert ask("chen", "POST", f"/api/authored-courses/{came['id']}/publications", json={"state": state}).status_code == 201
    course = ask("wang", "GET", f"/api/courses/{came['id']}").json
    assert [one["title"] for one in course["lessons"]] == ["读", "看", "卡片"]


def test_the_same_operation_again_answers_like_the_first(ask: Asker, world: World, session: Any) -> None:
    number, operation = upload(ask, "chen", scorm()), str(uuid4())
    first, again = (ask_for(ask, world, number, operation=operation) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Course).where(Course.title == "急救入门")) == 2  # the cast has one of that name


def test_another_operation_on_a_spent_upload_finds_nothing(ask: Asker, world: World) -> None:
    number = upload(ask, "chen", scorm())
    first, again = (ask_for(ask, world, number) for _ in range(2))
    assert (first.status_code, again.status_code, again.json["code"]) == (201, 422, "unknown_upload")


@pytest.mark.parametrize(("person", "status"), [("li", 403), ("wang", 403), ("sun", 404), ("zhao", 404), ("ning", 403)])
def test_who_does_not_administer_the_place_brings_nothing_in(ask: Asker, world: World, person: str, status: int) -> None:
    assert ask_for(ask, world, 1, person=person, place="qingfeng").status_code == status


def test_nobody_brings_in_what_another_uploaded(ask: Asker, world: World) -> None:
    number = upload(ask, "chen", scorm())
    answer = ask_for(ask, world, number, person="lin")
    assert (answer.status_code, answer.json["code"]) == (422, "unknown_upload")


def test_an_upload_that_has_not_come_whole_waits(ask: Asker, world: World) -> None:
    begun = ask("chen", "POST", "/api/uploads", json={"name": "a.zip", "bytes": 1000, "mark": "m"}).json
    answer = ask_for(ask, world, begun["id"])
    assert (answer.status_code, answer.json["code"]) == (409, "upload_incomplete")


def test_a_file_that_is_no_package_is_refused(ask: Asker, world: World) -> None:
    answer = ask_for(ask, world, upload(ask, "chen", FILM, "film.mp4"))
    assert (answer.status_code, answer.json["code"]) == (422, "package_unreadable")


def test_a_refused_package_leaves_nothing_behind(ask: Asker, world: World, app: Flask, session: Any) -> None:
    """Neither a course nor a medium; the upload waits, to be cancelled or cleaned."""
    before, courses = media_of(app), session.scalar(select(func.count()).select_from(Course))
    answer = bring_in(ask, world, pack({"imsmanifest.xml": one_item("1.html"), "1.html": page("x"), "../evil.html": "x"}))
    assert (answer.status_code, answer.json["code"]) == (422, "package_unsafe_name")
    session.rollback()
    assert (media_of(app), session.scalar(select(func.count()).select_from(Course))) == (before, courses)


def test_media_beyond_the_authors_quota_are_refused(ask: Asker, world: World, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small package may unpack to large media: what counts is what would be kept."""
    number, before = upload(ask, "chen", scorm()), media_of(app)
    monkeypatch.setattr("backend.packages.api.room_of", lambda author_id: len(FILM) - 1)
    answer = ask_for(ask, world, number)
    assert (answer.status_code, answer.json["code"], media_of(app)) == (409, "quota_reached", before)


def test_a_course_brought_in_counts_for_its_author(ask: Asker, world: World, session: Any) -> None:
    before = room_of(world["chen"])
    session.rollback()
    assert bring_in(ask, world, scorm()).status_code == 201
    assert before - room_of(world["chen"]) >= len(FILM) + len(PAPER)


def test_a_package_of_which_nothing_can_be_taken_says_why(ask: Asker, world: World) -> None:
    answer = bring_in(ask, world, pack({"imsmanifest.xml": one_item("1.docx"), "1.docx": "x"}))
    assert (answer.status_code, answer.json["code"]) == (422, "package_empty")
    assert [one["detail"] for one in answer.json["errors"]] == ["第一课: kind_not_taken"]


def test_a_vector_picture_named_png_is_not_kept(ask: Asker, world: World) -> None:
    files = {"1.html": page('<p>文<img src="a.png" alt="图"></p>'), "a.png": "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"}
    came = bring_in(ask, world, pack({"imsmanifest.xml": one_item("1.html"), **files})).json
    assert [(one["title"], one["why"]) for one in came["left_out"]] == [("第一课", "picture_unreadable")]
    assert ask("chen", "GET", f"/api/authored-lessons/{came['taken'][0]['id']}").json["body"] == "文图"


def test_a_program_named_like_a_film_or_a_paper_is_not_kept(ask: Asker, world: World, app: Flask) -> None:
    before = media_of(app)
    for name, content in (("1.mp4", PAPER), ("1.pdf", FILM), ("1.mp3", b"MZ\x90\0" * 50), ("1.webm", b"\x1aE\xdf\xa3" + b"x" * 500)):
        answer = bring_in(ask, world, pack({"imsmanifest.xml": one_item(name), name: content}))
        assert (answer.status_code, answer.json["code"]) == (422, "package_empty")
        assert [one["detail"] for one in answer.json["errors"]] == ["第一课: not_what_it_says"]
    assert media_of(app) == before


def media_of(app: Flask) -> set[str]:
    data = Path(app.config["MUSTER"].data_dir)
    return {str(path.relative_to(data)) for path in data.rglob("*") if path.is_file() and not {"uploads", "muster.db"} & set(path.parts)}
