"""A course with anything wrong is left out whole, with a sentence for each thing; the others go in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.asker import Asker
from tests.cast import World
from tests.courses.shelf import CONTENT, take_in, titles, write_course, write_lesson


def toml(folder: Path, text: str | bytes) -> None:
    (folder / "course.toml").write_bytes(text if isinstance(text, bytes) else text.encode())


def lesson(**facts: object) -> Callable[[Path], None]:
    return lambda folder: toml(folder, HEAD + write_lesson(folder, 1, **facts))  # type: ignore[arg-type]


HEAD = 'title = "坏的课"\ncategory = "安全"\n'
BROKEN: dict[str, tuple[Callable[[Path], None], str]] = {
    "no TOML": (lambda folder: toml(folder, "title = \n"), "course.toml can't be read"),
    "no UTF-8": (lambda folder: toml(folder, 'title = "课"'.encode("gb18030")), "course.toml can't be read"),
    "an unknown key": (lambda folder: toml(folder, f'author = "王"\n{HEAD}{write_lesson(folder, 1)}'), "author"),
    "no title": (lambda folder: toml(folder, f'category = "安全"\n{write_lesson(folder, 1)}'), "title"),
    "no lessons": (lambda folder: toml(folder, HEAD), "lessons"),
    "an unknown key in a lesson": (lesson(speaker="王"), "speaker"),
    "an unknown kind": (lambda folder: toml(folder, HEAD + write_lesson(folder, 1).replace('"text"', '"game"')), "kind"),
    "no length": (lesson(seconds=0), "seconds"),
    "a length in words": (lesson(seconds="ten"), "seconds"),
    "a missing file": (lesson(content=b""), "1.md of lesson “第1课” is missing"),
    "a file outside": (lesson(file="../outside.md"), "../outside.md lies outside"),
    "an absolute file": (lesson(file="/etc/hostname"), "/etc/hostname lies outside"),
    "a text that is none": (lesson(content=b"\xff\xfe\x00"), "1.md is not UTF-8"),
    "an endless text": (lesson(content=b"x" * 200_001), "1.md is longer"),
    "a text named a video": (lambda folder: toml(folder, HEAD + write_lesson(folder, 1, "video", b"hello")), "1.mp4 is not the video"),
    "a page named a PDF": (lambda folder: toml(folder, HEAD + write_lesson(folder, 1, "pdf", b"<html>")), "1.pdf is not the pdf"),
    "a PDF named a sound": (lambda folder: toml(folder, HEAD + write_lesson(folder, 1, "audio", CONTENT["pdf"])), "1.mp3 is not the audio"),
    "one file twice": (lambda folder: toml(folder, HEAD + write_lesson(folder, 1) * 2), "1.md is named by two lessons"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_it_is_named_and_left_out_and_the_others_go_in(app: Flask, ask: Asker, world: World, tmp_path: Path, what: str) -> None:
    shelf = tmp_path / "shelf"
    (shelf / "bad").mkdir(parents=True)
    (shelf / "outside.md").write_text("秘密", "utf-8")
    break_it, sentence = BROKEN[what]
    break_it(shelf / "bad")
    write_course(shelf, "good")
    done = take_in(app, shelf)
    assert done.exit_code == 1
    assert done.stderr.startswith("bad: ")
    assert sentence in done.stderr
    assert titles(ask) == ["急救入门", "居家安全"]


def test_a_link_that_leads_outside_is_outside(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    folder = write_course(tmp_path / "shelf")
    (tmp_path / "secret.md").write_text("秘密", "utf-8")
    (folder / "1.md").unlink()
    (folder / "1.md").symlink_to(tmp_path / "secret.md")
    assert "lies outside" in take_in(app, tmp_path / "shelf").stderr


def test_every_wrong_file_of_a_course_is_named(app: Flask, world: World, tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    write_course(tmp_path, "safety", *(write_lesson(folder, n, content=b"") for n in (2, 3)))
    assert [line.partition(" of lesson")[0] for line in take_in(app, tmp_path).stderr.splitlines()] == [
        "safety: the file 2.md",
        "safety: the file 3.md",
    ]


def test_a_course_that_breaks_stays_as_it_was(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    take_in(app, tmp_path)
    write_course(tmp_path, "safety", write_lesson(folder, 1), write_lesson(folder, 2, content=b""), title="半截")
    take_in(app, tmp_path)
    assert titles(ask) == ["急救入门", "居家安全"]


def test_an_empty_folder_is_named(app: Flask, world: World, tmp_path: Path) -> None:
    done = take_in(app, tmp_path)
    assert done.exit_code == 1
    assert "no course.toml here" in done.stderr
