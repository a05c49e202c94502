"""`flask import packages` and `flask export course`: from a terminal, with exit codes for scripts."""

from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from backend.courses.models import Course
from tests.asker import Asker
from tests.cast import World
from tests.packages.packing import PAPER, SCORM_12, item, manifest, one_item, pack, page, resource


def run(app: Flask, *words: str | Path) -> Any:
    return app.test_cli_runner().invoke(args=[str(word) for word in words])


def package(folder: Path, name: str = "a.zip", **more: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(pack({"imsmanifest.xml": one_item("1.html", "第一课"), "1.html": page("<p>先看安全。</p>"), **more}))
    return file


def courses(session: Any) -> int:
    session.rollback()
    return int(session.scalar(select(func.count()).select_from(Course)))


def test_packages_become_drafts_of_the_topmost_organisation(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    items = item("读", "R1") + item("测验", "R2")
    resources = resource("R1", "1.html") + resource("R2", "2.xml", "imsqti_xmlv1p2")
    other = package(
        tmp_path, "b.zip", **{"imsmanifest.xml": manifest(SCORM_12, items=items, resources=resources, title="另一门"), "2.xml": "<q/>"}
    )
    done = run(app, "import", "packages", package(tmp_path), other)
    assert done.exit_code == 0
    assert "“急救入门”, 1 lessons, in draft" in done.output
    assert "“另一门”, 1 lessons, in draft\n  left out: 测验: quiz" in done.output
    drafts = ask("lin", "GET", f"/api/organisations/{world['city']}/authored-courses").json["items"]
    assert [(one["title"], one["published_at"]) for one in drafts][:2] == [("另一门", None), ("急救入门", None)]


def test_the_same_file_again_adds_nothing(app: Flask, world: World, session: Any, tmp_path: Path) -> None:
    file, before = package(tmp_path), courses(session)
    assert [run(app, "import", "packages", file).exit_code for _ in range(2)] == [0, 0]
    assert courses(session) == before + 1


def test_published_at_once_members_have_it(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    done = run(app, "import", "packages", package(tmp_path), "--organisation", str(world["qingfeng"]), "--publish")
    assert (done.exit_code, "published" in done.output) == (0, True)
    assert [one["title"] for one in ask("wang", "GET", "/api/courses?limit=100").json["items"]].count("急救入门") == 2
    assert [one["title"] for one in ask("zhao", "GET", "/api/courses?limit=100").json["items"]].count("急救入门") == 1


def test_a_refused_package_fails_and_the_others_go_in(app: Flask, world: World, session: Any, tmp_path: Path) -> None:
    bad, before = package(tmp_path, "bad.zip", **{"../evil.html": "x"}), courses(session)
    empty = package(tmp_path, "empty.zip", **{"1.html": page("<script>x</script>")})
    done = run(app, "import", "packages", bad, empty, package(tmp_path))
    assert done.exit_code == 1
    assert "bad.zip: The package holds a file with an unsafe name" in done.stderr
    assert "第一课: program" in done.stderr
    assert courses(session) == before + 1


def test_an_organisation_that_is_not_there_is_named(app: Flask, world: World, tmp_path: Path) -> None:
    done = run(app, "import", "packages", package(tmp_path), "--organisation", "999999")
    assert (done.exit_code, "There is no such organisation" in done.output) == (1, True)


def test_a_course_is_written_and_read_again(app: Flask, world: World, session: Any, tmp_path: Path) -> None:
    run(app, "import", "packages", package(tmp_path, **{"2.pdf": PAPER}))
    session.rollback()
    number = session.scalar(select(func.max(Course.id)))
    for form in ("muster", "common_cartridge", "scorm_1_2"):
        target = tmp_path / f"{form}.zip"
        assert run(app, "export", "course", str(number), "--format", form, "--to", target).exit_code == 0
        again = run(app, "import", "packages", target)
        assert "“急救入门”, 1 lessons, in draft" in again.output


def test_a_course_that_is_not_there_is_named(app: Flask, world: World) -> None:
    done = run(app, "export", "course", "999999")
    assert (done.exit_code, "There is no course 999999" in done.output) == (1, True)
