"""Settings, read once from the environment (prefix MUSTER_) and checked before anything starts."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from flask import current_app

MODES = ("demo", "development", "production")
SHORTEST_SECRET = 32
DEFAULT_SECRETS = {"", "change-me", "secret", "muster"}


class BadSettings(click.ClickException):
    """The environment does not describe a server that may start; `problems` says why, a sentence each.
    A flask command that meets it prints those sentences and ends."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Settings:
    """Every setting with its default. The variable of `data_dir` is MUSTER_DATA_DIR, and so on."""

    mode: str = "development"
    data_dir: str = "var"
    database_url: str = ""  # empty: SQLite in the data folder
    replica_url: str = ""  # a replica of that PostgreSQL; empty: reports read the database itself
    secret_key: str = ""  # empty: made at first start and kept in the data folder (never in production)
    public_url: str = "http://127.0.0.1:8000"  # stands on QR codes
    redis_url: str = ""  # empty: rate limits are counted in each process
    name: str = "点到"
    name_en: str = "Muster"
    time_zone: str = "Asia/Shanghai"
    levels: str = "市/区县/街道乡镇/支部"  # names of the levels of the tree, from the top
    keep_segments_days: int = 90  # raw study segments, before `flask study drop-raw` drops them
    keep_report_days: int = 7  # files of reports that were made in the background
    report_gigabytes: int = 10  # how much all of them may take
    report_runner: int = 1  # 0: server processes make no files; `flask reports work` does
    code_seconds: int = 10  # a new sign-in code so often, 5 to 60
    country: str = "CN"  # whose public holidays year plans know (ISO 3166)
    upload_megabytes: int = 2000  # the largest video or package an author may upload
    author_gigabytes: int = 50  # how much one author may keep among the media
    certificate_font: str = ""  # a TrueType font with Chinese to embed in certificates; empty: each reader's own
    xapi_url: str = ""  # a learning record store to send study to, such as https://lrs.example/xapi
    xapi_user: str = ""
    xapi_password: str = ""
    proxies: int = 0  # how many trusted proxies stand in front
    log_level: str = "INFO"

    @property
    def production(self) -> bool:
        return self.mode == "production"

    @property
    def data(self) -> Path:
        return Path(self.data_dir).resolve()

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'muster.db'}"

    @property
    def secret(self) -> str:
        return self.secret_key or _kept_secret(self.data)

    def problems(self) -> list[str]:
        """What is wrong with these settings, a sentence each; empty when all is well."""
        found = [sentence for wrong, sentence in self._general() if wrong]
        if self.production:
            found += [sentence for wrong, sentence in self._in_production() if wrong]
        return found

    def _general(self) -> list[tuple[bool, str]]:
        return [
            (self.mode not in MODES, f"MUSTER_MODE is {self.mode!r}: use one of {', '.join(MODES)}."),
            (not _known_zone(self.time_zone), f"MUSTER_TIME_ZONE {self.time_zone!r} is no time zone: try Asia/Shanghai."),
            (not self.public_url.startswith(("http://", "https://")), "MUSTER_PUBLIC_URL must begin with http:// or https://."),
            (
                bool(self.secret_key) and len(self.secret_key) < SHORTEST_SECRET,
                f"MUSTER_SECRET_KEY is shorter than {SHORTEST_SECRET} characters.",
            ),
            (not 1 <= self.upload_megabytes <= 100_000, "MUSTER_UPLOAD_MEGABYTES must lie between 1 and 100000."),
            (not 1 <= self.author_gigabytes <= 100_000, "MUSTER_AUTHOR_GIGABYTES must lie between 1 and 100000."),
            (
                bool(self.certificate_font) and not Path(self.certificate_font).is_file(),
                f"MUSTER_CERTIFICATE_FONT {self.certificate_font!r} is no file.",
            ),
            (
                bool(self.xapi_url) and not self.xapi_url.startswith(("http://", "https://")),
                "MUSTER_XAPI_URL must begin with http:// or https://.",
            ),
            (
                bool(self.replica_url) and not self.database_url.startswith("postgresql"),
                "MUSTER_REPLICA_URL is for a replica of PostgreSQL: set MUSTER_DATABASE_URL to its primary.",
            ),
            (self.keep_segments_days < 37, "MUSTER_KEEP_SEGMENTS_DAYS must be at least 37: late study comes for 30 days."),
            (not 1 <= self.keep_report_days <= 366, "MUSTER_KEEP_REPORT_DAYS must lie between 1 and 366."),
            (not 1 <= self.report_gigabytes <= 100_000, "MUSTER_REPORT_GIGABYTES must lie between 1 and 100000."),
            (self.report_runner not in (0, 1), "MUSTER_REPORT_RUNNER must be 0 or 1."),
            (not 5 <= self.code_seconds <= 60, "MUSTER_CODE_SECONDS must lie between 5 and 60."),
        ]

    def _in_production(self) -> list[tuple[bool, str]]:
        return [
            (self.secret_key.lower() in DEFAULT_SECRETS, "MUSTER_SECRET_KEY is missing or a default: set one with `openssl rand -hex 32`."),
            (
                not self.public_url.startswith("https://"),
                "MUSTER_PUBLIC_URL must be https:// in production: camera and offline work need it.",
            ),
            (self.xapi_url.startswith("http://"), "MUSTER_XAPI_URL must be https:// in production: a password goes with it."),
        ]


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this environment. Raises BadSettings for a value of the wrong type."""
    values: dict[str, object] = {}
    problems: list[str] = []
    for field in fields(Settings):
        text = environment.get(f"MUSTER_{field.name.upper()}")
        if text is None:
            continue
        if field.type is int and not re.fullmatch(r"-?[0-9]{1,9}", text.strip()):
            problems.append(f"MUSTER_{field.name.upper()} is {text!r}: a whole number is needed.")
            continue
        values[field.name] = int(text) if field.type is int else text
    if problems:
        raise BadSettings(problems)
    return Settings(**values)  # type: ignore[arg-type]


def settings() -> Settings:
    """The settings of the running application."""
    running: Settings = current_app.config["MUSTER"]
    return running


def _known_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def _kept_secret(folder: Path) -> str:
    """A secret made once and kept beside the data, so that a demo needs no settings at all."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "secret.key"
    try:
        # Exclusive creation: two workers that start together agree on one secret.
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return kept.read_text()
