"""Folders of courses like a deployment brings, and taking them in."""

from pathlib import Path
from typing import Any

from flask import Flask

from tests.asker import Asker

VIDEO = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 40
SOUND = b"ID3\x04" + b"la" * 500
PAPER = b"%PDF-1.7\n" + b"page" * 200
CONTENT = {"text": "# 你好\n\n先看**安全**。\n".encode(), "video": VIDEO, "audio": SOUND, "pdf": PAPER}
ENDING = {"text": "md", "video": "mp4", "audio": "mp3", "pdf": "pdf"}


def write_lesson(folder: Path, number: int, kind: str = "text", content: bytes | None = None, **facts: Any) -> str:
    """Write a lesson's file; answers its lines for course.toml. A content of b"" writes no file."""
    file = f"{number}.{ENDING[kind]}"
    if content != b"":
        (folder / file).write_bytes(CONTENT[kind] if content is None else content)
    said = {"title": f"第{number}课", "kind": kind, "file": file, "seconds": 600, **facts}
    return "[[lessons]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in said.items())


def write_course(shelf: Path, key: str = "safety", *lessons: str, **facts: Any) -> Path:
    """Write a course's course.toml; its folder."""
    folder = shelf / key
    folder.mkdir(parents=True, exist_ok=True)
    said = {"title": "居家安全", "category": "安全", **facts}
    head = "".join(f"{name} = {_toml(value)}\n" for name, value in said.items())
    (folder / "course.toml").write_text(head + "".join(lessons or [write_lesson(folder, 1)]), "utf-8")
    return folder


def take_in(app: Flask, shelf: Path) -> Any:
    return app.test_cli_runner().invoke(args=["import", "courses", str(shelf)])


def titles(ask: Asker, query: str = "", person: str = "wang") -> list[str]:
    return [one["title"] for one in ask(person, "GET", f"/api/courses{query}").json["items"]]


def course_called(ask: Asker, title: str) -> dict[str, Any]:
    """The course with its lessons, as Wang sees it."""
    found = next(one for one in ask("wang", "GET", "/api/courses?limit=100").json["items"] if one["title"] == title)
    return dict(ask("wang", "GET", f"/api/courses/{found['id']}").json)


def _toml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int) else f'"{value}"'
