"""`flask import members`: the same roster from a terminal, with exit codes for scripts."""

from pathlib import Path
from typing import Any

from flask import Flask

from tests.asker import Asker
from tests.cast import World
from tests.members.spreadsheets import BRANCH, csv_of

NEW = (BRANCH, "100010001", "钱学", "13800000001", "", "")
BAD = (BRANCH, "?", "钱学", "12345", "", "")


def take_in(app: Flask, folder: Path, content: bytes, *options: str) -> Any:
    file = folder / "roster.csv"
    file.write_bytes(content)
    return app.test_cli_runner().invoke(args=["import", "members", str(file), *options])


def found(ask: Asker) -> int:
    return len(ask("lin", "GET", "/api/members?q=100010001").json["items"])


def test_it_takes_a_roster_in(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    done = take_in(app, tmp_path, csv_of(NEW))
    assert (done.exit_code, done.output) == (0, "1 created, 0 updated, 0 unchanged, 0 organisations created, 0 mistakes; done.\n")
    assert found(ask) == 1


def test_a_dry_run_says_what_would_happen(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    done = take_in(app, tmp_path, csv_of(NEW), "--dry-run")
    assert (done.exit_code, done.output) == (
        0,
        "1 created, 0 updated, 0 unchanged, 0 organisations created, 0 mistakes; nothing was changed.\n",
    )
    assert found(ask) == 0


def test_a_bad_row_keeps_the_file_out_and_fails(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    done = take_in(app, tmp_path, csv_of(NEW, BAD))
    assert done.exit_code == 1
    assert "row 3, column 学习卡号: '?'" in done.stderr
    assert "row 3, column 手机号: '12345'" in done.stderr
    assert found(ask) == 0


def test_bad_rows_can_be_left_out(app: Flask, ask: Asker, world: World, tmp_path: Path) -> None:
    done = take_in(app, tmp_path, csv_of(NEW, BAD), "--skip-bad-rows")
    assert (done.exit_code, found(ask)) == (0, 1)


def test_a_file_that_is_no_roster_fails_with_a_sentence(app: Flask, world: World, tmp_path: Path) -> None:
    done = take_in(app, tmp_path, b"PK\x03\x04 half a zip")
    assert done.exit_code == 1
    assert "The file is damaged" in done.output
    assert "Traceback" not in done.output


def test_a_file_that_is_not_there_is_named(app: Flask, world: World) -> None:
    done = app.test_cli_runner().invoke(args=["import", "members", "nowhere.xlsx"])
    assert done.exit_code == 2
    assert "nowhere.xlsx" in done.output
