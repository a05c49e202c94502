"""A course goes out as Muster's folder, Common Cartridge or SCORM 1.2, and comes back as what it was."""

import io
import string
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.courses.render_text import render_text
from backend.packages.found import Found
from backend.packages.packed import PackedCourse, PackedLesson
from backend.packages.write_folder import folder_files
from backend.packages.write_manifest import cartridge_files, scorm_files
from tests.asker import Asker
from tests.cast import World
from tests.packages.packing import CAPTIONS, FILM, PAPER, one_item, pack, page, picture, read
from tests.packages.sending import bring_in

FOLDER = tempfile.TemporaryDirectory()  # goes with the tests' process
HERE = Path(FOLDER.name)
NAMES = [f"{digit * 32}.jpg" for digit in "ab"]
FILES = {"1.mp4": FILM, "1.pdf": PAPER, "zh.vtt": CAPTIONS.encode(), "en.vtt": b"WEBVTT\n\n00:00.000 --> 00:01.000\nhands\n"}
FILES |= {NAMES[0]: picture("JPEG"), NAMES[1]: picture("JPEG", "blue")}
FILES |= {"small.mp4": FILM[:500], "small.pdf": PAPER[:500]}  # a folder is written and read without a look inside
for name, content in FILES.items():
    (HERE / name).write_bytes(content)
SIGNS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))
LINES = st.text(SIGNS, min_size=1, max_size=40).map(str.strip).filter(bool)
TEXTS = st.lists(st.text(SIGNS, max_size=60), min_size=1, max_size=5).map("\n\n".join).filter(str.strip)


@st.composite
def lessons(draw: Any) -> PackedLesson:
    kind = draw(st.sampled_from(["text", "video", "pdf"]))
    facts = {"title": draw(LINES), "kind": kind, "seconds": draw(st.integers(1, 86_400)), "optional": draw(st.booleans())}
    if kind == "text":
        shown = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=2))
        body = "".join(f"![{draw(st.sampled_from(['', '图', '[a]']))}](picture:{name})\n\n" for name in shown) + draw(TEXTS)
        return PackedLesson(**facts, body=body, pictures=tuple((name, HERE / name) for name in shown))
    languages = draw(st.lists(st.sampled_from(["zh", "en"]), unique=True)) if kind == "video" else []
    captions = tuple((language, HERE / f"{language}.vtt") for language in languages)
    return PackedLesson(**facts, medium=HERE / ("small.mp4" if kind == "video" else "small.pdf"), captions=captions)


COURSES = st.builds(
    PackedCourse,
    key=st.just("key"),
    title=LINES,
    summary=st.text(SIGNS, max_size=60).map(str.strip),
    category=LINES,
    required=st.booleans(),
    recommended=st.booleans(),
    on_menu=st.booleans(),
    lessons=st.lists(lessons(), min_size=1, max_size=6).map(tuple),
)


def written(files: Any) -> bytes:
    """As `write_package` writes it, without a server's settings."""
    named = {name: content if isinstance(content, str) else content.read_bytes() for name, content in files}
    return pack(named)


@settings(max_examples=300, deadline=None)
@given(course=COURSES)
def test_what_is_written_as_a_folder_is_read_as_the_same_course(tmp_path_factory: pytest.TempPathFactory, course: PackedCourse) -> None:
    with read(tmp_path_factory.mktemp("round"), written(folder_files(course))) as found:
        assert not found.left_out
        assert as_packed(found) == plainly(course)


def as_packed(found: Found) -> list[Any]:
    facts = [found.title, found.summary, found.category, found.required, found.recommended, found.on_menu]
    lessons = []
    for one in found.lessons:
        body = one.body
        for number, path in enumerate(one.pictures):
            body = body and body.replace(f"picture-{number}", f"picture:{path.read_bytes().hex()[-32:]}")
        medium = one.medium and one.medium.read_bytes()
        captions = [(two.language, two.path.read_bytes()) for two in one.captions]
        lessons.append([one.title, one.kind, one.seconds, one.optional, body, medium, captions])
    return [facts, lessons]


def plainly(course: PackedCourse) -> list[Any]:
    facts = [course.title, course.summary, course.category, course.required, course.recommended, course.on_menu]
    lessons = []
    for one in course.lessons:
        body = one.body
        for name, path in one.pictures:
            body = body and body.replace(f"picture:{name}", f"picture:{path.read_bytes().hex()[-32:]}")
        medium = one.medium and one.medium.read_bytes()
        captions = [(language, path.read_bytes()) for language, path in one.captions]
        lessons.append([one.title, one.kind, one.seconds, one.optional, body, medium, captions])
    return [facts, lessons]


BODY = (
    "# 先看安全\n\n看**清楚**再*动手*：\n\n- 一\n- 二\n\n1. 甲\n2. 乙\n\n> 别慌\n\n![图](picture:"
    + NAMES[0]
    + ")\n\n[网站](https://else.where/)"
)
COURSE = PackedCourse(
    *("key", '急救 <入门> & "引号"', "一门课。", "健康", True, False, False),
    lessons=(
        PackedLesson("读 & 看", "text", 60, body=BODY, pictures=((NAMES[0], HERE / NAMES[0]),)),
        PackedLesson("看", "video", 71, medium=HERE / "1.mp4", captions=(("zh", HERE / "zh.vtt"), ("en", HERE / "en.vtt"))),
        PackedLesson("卡片", "pdf", 120, medium=HERE / "1.pdf"),
        PackedLesson("又一图", "text", 60, body=f"![图](picture:{NAMES[0]})", pictures=((NAMES[0], HERE / NAMES[0]),)),
    ),
)


@pytest.mark.parametrize(("write", "form"), [(cartridge_files, "common_cartridge"), (scorm_files, "scorm_1_2")])
def test_what_is_written_for_others_is_read_back(tmp_path: Path, write: Any, form: str) -> None:
    with read(tmp_path, written(write(COURSE))) as found:
        assert (found.form, found.title, found.left_out) == (form, COURSE.title, [])
        assert [(one.title, one.medium and one.medium.read_bytes()) for one in found.lessons] == [
            ("读 & 看", None),
            ("看", FILM),
            ("卡片", PAPER),
            ("又一图", None),
        ]
        assert [(one.language, one.path.read_bytes()) for one in found.lessons[1].captions] == [
            ("zh", FILES["zh.vtt"]),
            ("en", FILES["en.vtt"]),
        ]
        body = (found.lessons[0].body or "").replace("picture-0", f"picture:{NAMES[0]}")
        assert render_text(body).replace("<h2>", "").replace("\n", "") == render_text(BODY).replace("<h2>", "").replace("\n", "")
        assert found.lessons[3].pictures[0].read_bytes() == FILES[NAMES[0]]


CC = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"


@pytest.mark.parametrize(("write", "space"), [(cartridge_files, CC), (scorm_files, CP)])
def test_the_manifest_keeps_the_rules_of_its_schema(write: Any, space: str) -> None:
    """IMS CP 1.1.2 and CC 1.1: order of elements, unique NCName ids, references that lead somewhere, every file listed once and there."""
    archive = zipfile.ZipFile(io.BytesIO(written(write(COURSE))))
    root = ElementTree.fromstring(archive.read("imsmanifest.xml"))
    assert [child.tag for child in root] == [f"{space}metadata", f"{space}organizations", f"{space}resources"]
    ids = [one.get("identifier") for one in root.iter() if one.get("identifier")]
    assert len(ids) == len(set(ids))
    assert all(one[0] in string.ascii_letters and one.isalnum() for one in ids)
    resources = root.findall(f"{space}resources/{space}resource")
    assert {one.get("identifierref") for one in root.iter(f"{space}item")} - {None} == {one.get("identifier") for one in resources}
    for one in resources:
        named = [file.get("href") for file in one.findall(f"{space}file")]
        assert one.get("href") in named
        assert len(named) == len(set(named))
        assert set(named) <= set(archive.namelist())
        assert one.get("type") == "webcontent"
    listed = {file.get("href") for file in root.iter(f"{space}file")}
    assert set(archive.namelist()) == listed | {"imsmanifest.xml"}


def test_scorm_says_what_scorm_must_say() -> None:
    root = ElementTree.fromstring(dict(scorm_files(COURSE))["imsmanifest.xml"])
    metadata = [(child.tag.removeprefix(CP), child.text) for child in root.find(f"{CP}metadata")]
    assert metadata == [("schema", "ADL SCORM"), ("schemaversion", "1.2")]
    organizations = root.find(f"{CP}organizations")
    assert organizations.get("default") == organizations[0].get("identifier")
    assert [child.tag.removeprefix(CP) for child in organizations[0]] == ["title"] + ["item"] * 4
    kinds = [one.get("{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype") for one in root.iter(f"{CP}resource")]
    assert kinds == ["sco"] * 4


def test_a_cartridge_has_one_unnamed_root_item() -> None:
    root = ElementTree.fromstring(dict(cartridge_files(COURSE))["imsmanifest.xml"])
    organization = root.find(f"{CC}organizations/{CC}organization")
    assert organization.get("structure") == "rooted-hierarchy"
    assert [child.tag for child in organization] == [f"{CC}item"]
    assert [child.tag for child in organization[0]] == [f"{CC}item"] * 4


def test_pages_for_others_hold_no_script_but_the_report() -> None:
    evil = replace(
        COURSE.lessons[0], title="<script>alert(1)</script>", body="<script>alert(1)</script> [x](javascript:alert(1))", pictures=()
    )
    course = replace(COURSE, lessons=(evil,))
    html = dict(cartridge_files(course))["lesson-001.html"]
    assert isinstance(html, str)
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert str(dict(scorm_files(course))["lesson-001.html"]).count("<script") == 1


@pytest.fixture
def course_id(ask: Asker, world: World) -> int:
    body = page('<h1>先看安全</h1><p>看<b>清楚</b>。<img src="a.png" alt="图"></p><video src="1.mp4"></video><a href="1.pdf">卡片</a>')
    files: dict[str, str | bytes] = {
        "imsmanifest.xml": one_item("1.html"),
        "1.html": body,
        "a.png": picture(),
        "1.mp4": FILM,
        "1.pdf": PAPER,
    }
    return int(bring_in(ask, world, pack({**files, "1.zh.vtt": CAPTIONS})).json["id"])


def test_a_course_taken_out_and_brought_in_is_the_same_course(ask: Asker, world: World, course_id: int) -> None:
    out = ask("chen", "GET", f"/api/authored-courses/{course_id}/package")
    assert (out.status_code, out.mimetype) == (200, "application/zip")
    came = bring_in(ask, world, out.data).json
    assert (came["form"], came["left_out"]) == ("muster", [])
    assert in_hand(ask, came["id"]) == in_hand(ask, course_id)
    again = ask("chen", "GET", f"/api/authored-courses/{came['id']}/package")
    assert again.data == out.data


def in_hand(ask: Asker, course_id: int) -> list[Any]:
    course = ask("chen", "GET", f"/api/authored-courses/{course_id}").json
    lessons = [ask("chen", "GET", f"/api/authored-lessons/{one['id']}").json for one in course["lessons"]]
    facts = [course[name] for name in ("title", "summary", "category", "required", "recommended", "on_menu")]
    kept = ("title", "kind", "nominal_seconds", "optional", "body", "media_name", "media_bytes")
    return [facts, [[one[name] for name in kept] + [[(two["language"], two["media_name"]) for two in one["captions"]]] for one in lessons]]


@pytest.mark.parametrize(("form", "ending"), [("muster", ".zip"), ("common_cartridge", ".imscc"), ("scorm_1_2", "-scorm.zip")])
def test_each_form_is_a_file_of_its_own_name(ask: Asker, world: World, course_id: int, form: str, ending: str) -> None:
    out = ask("lin", "GET", f"/api/authored-courses/{course_id}/package?format={form}")
    assert out.status_code == 200
    assert f"%E6%80%A5%E6%95%91%E5%85%A5%E9%97%A8{ending}" in out.headers["Content-Disposition"]
    assert zipfile.ZipFile(io.BytesIO(out.data)).testzip() is None


def test_a_form_that_nobody_knows_is_refused(ask: Asker, world: World, course_id: int) -> None:
    assert ask("chen", "GET", f"/api/authored-courses/{course_id}/package?format=word").status_code == 422


@pytest.mark.parametrize(("person", "status"), [(None, 401), ("wang", 404), ("li", 404), ("sun", 404), ("lin", 200)])
def test_only_its_authors_take_a_draft_out(ask: Asker, world: World, course_id: int, person: str | None, status: int) -> None:
    assert ask(person, "GET", f"/api/authored-courses/{course_id}/package").status_code == status


def test_members_take_no_published_course_out(ask: Asker, world: World) -> None:
    assert ask("wang", "GET", f"/api/authored-courses/{world['course']}/package").status_code == 403


def test_an_empty_course_is_not_taken_out(ask: Asker, world: World) -> None:
    body = {"operation_id": "6b1f4d0e-0000-4000-8000-000000000001", "title": "空", "category": "健康"}
    begun = ask("chen", "POST", f"/api/organisations/{world['binjiang']}/authored-courses", json=body).json
    answer = ask("chen", "GET", f"/api/authored-courses/{begun['id']}/package")
    assert (answer.status_code, answer.json["code"]) == (422, "course_empty")
