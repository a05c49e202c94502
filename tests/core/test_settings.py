"""Settings: every wrong one is a sentence, and production refuses what is fit only for trying."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.app import create_app
from backend.auth.models import Credential
from backend.core.config import BadSettings, Settings, read_settings
from tests.cast import World
from tests.core.second_server import second_server

LONG = "0123456789abcdef" * 4
GOOD = Settings(mode="production", secret_key=LONG, public_url="https://muster.test", log_level="ERROR")

WRONG = {
    "an unknown mode": (replace(GOOD, mode="debug"), "MUSTER_MODE is 'debug'"),
    "no time zone": (replace(GOOD, time_zone="Mars/Olympus"), "MUSTER_TIME_ZONE 'Mars/Olympus' is no time zone"),
    "a time zone outside": (replace(GOOD, time_zone="../../etc/passwd"), "is no time zone"),
    "no address": (replace(GOOD, public_url="muster.test"), "MUSTER_PUBLIC_URL must begin with http:// or https://"),
    "a short secret": (replace(GOOD, secret_key="short"), "MUSTER_SECRET_KEY is shorter than 32 characters"),
    "segments dropped while late study still comes": (
        replace(GOOD, keep_segments_days=36),
        "MUSTER_KEEP_SEGMENTS_DAYS must be at least 37",
    ),
    "a replica of a file": (
        replace(GOOD, replica_url="postgresql+psycopg://host/muster"),
        "MUSTER_REPLICA_URL is for a replica of PostgreSQL",
    ),
    "uploads of nothing": (replace(GOOD, upload_megabytes=0), "MUSTER_UPLOAD_MEGABYTES must lie between 1 and 100000"),
    "no room for authors": (replace(GOOD, author_gigabytes=0), "MUSTER_AUTHOR_GIGABYTES must lie between 1 and 100000"),
    "a code for a minute and a second": (replace(GOOD, code_seconds=61), "MUSTER_CODE_SECONDS must lie between 5 and 60"),
    "a code for four seconds": (replace(GOOD, code_seconds=4), "MUSTER_CODE_SECONDS must lie between 5 and 60"),
    "production without a secret": (replace(GOOD, secret_key=""), "MUSTER_SECRET_KEY is missing or a default"),
    "production with a default secret": (replace(GOOD, secret_key="Change-Me"), "MUSTER_SECRET_KEY is missing or a default"),
    "production over http": (replace(GOOD, public_url="http://muster.test"), "MUSTER_PUBLIC_URL must be https:// in production"),
}


def test_good_settings_have_no_problems() -> None:
    assert GOOD.problems() == []
    assert Settings().problems() == []  # a try-out needs none at all


@pytest.mark.parametrize("what", WRONG)
def test_each_wrong_setting_is_a_sentence_and_no_server_starts(what: str) -> None:
    settings, sentence = WRONG[what]
    assert any(sentence in problem for problem in settings.problems())
    assert all(problem.endswith((".", "`.")) for problem in settings.problems())
    with pytest.raises(BadSettings):
        create_app(settings)


def test_every_problem_is_told_at_once() -> None:
    assert len(replace(GOOD, mode="x", time_zone="x", code_seconds=99).problems()) == 3


def test_settings_are_read_from_the_environment() -> None:
    read = read_settings({"MUSTER_MODE": "demo", "MUSTER_CODE_SECONDS": " 6", "OTHER": "x"})
    assert (read.mode, read.code_seconds, read.time_zone) == ("demo", 6, "Asia/Shanghai")


@pytest.mark.parametrize("text", ["many", "", "1.5", "--5", "²", "1e3"])
def test_a_number_that_is_none_is_a_sentence(text: str) -> None:
    with pytest.raises(BadSettings, match="a whole number is needed"):
        read_settings({"MUSTER_PROXIES": text})


def test_without_a_secret_one_is_made_and_kept(tmp_path: Path) -> None:
    first, second = (Settings(data_dir=str(tmp_path)).secret for _ in range(2))
    assert first == second
    assert len(first) == 64
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def run(folder: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MUSTER_DATA_DIR": str(folder), **settings}
    program = [sys.executable, "-m", "flask", "--app", "backend.app", *command]
    return subprocess.run(program, capture_output=True, text=True, env=environment, check=False)


def test_a_command_with_a_wrong_setting_ends_in_a_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, "config", "check", MUSTER_MODE="nonsense")
    assert done.returncode != 0
    assert "MUSTER_MODE is 'nonsense': use one of" in done.stderr
    assert "Traceback" not in done.stderr


def test_config_check_shows_the_settings_and_no_secret(tmp_path: Path) -> None:
    done = run(tmp_path, "config", "check", MUSTER_SECRET_KEY=LONG, MUSTER_REDIS_URL="redis://:hush@host")
    assert done.returncode == 0, done.stderr
    assert "MUSTER_TIME_ZONE = Asia/Shanghai" in done.stdout
    assert "MUSTER_SECRET_KEY = (set)" in done.stdout
    assert LONG not in done.stdout
    assert "hush" not in done.stdout


@pytest.fixture
def production(app: Flask, world: World) -> Settings:
    """Production settings over the database of the cast."""
    return replace(app.config["MUSTER"], mode="production", secret_key=LONG)


def test_production_starts_over_a_clean_database(production: Settings) -> None:
    with second_server(production) as server:
        assert server.test_client().get("/readyz").status_code == 200


def test_production_refuses_a_database_with_demo_accounts(production: Settings, world: World, session: Any) -> None:
    session.get_one(Credential, world["wang"]).demo = True
    session.commit()
    with pytest.raises(BadSettings, match="The database holds demo accounts"), second_server(production):
        pass


def test_production_loads_no_demo(production: Settings) -> None:
    with second_server(production) as server:
        done = server.test_cli_runner().invoke(args=["demo", "load"])
    assert done.exit_code == 1
    assert "never go into a production database" in done.output
