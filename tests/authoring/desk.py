"""An author's desk: courses written and files uploaded through the API, as a person of the cast."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.asker import Asker
from tests.cast import World

CONTENT = Path(__file__).parents[2] / "backend" / "demo" / "content" / "courses"
VIDEO = CONTENT / "first-aid-basics" / "03-chest-compressions.mp4"  # 71 s
FILM = CONTENT / "spot-the-scam" / "02-stop-before-you-pay.webm"  # 65 s
SOUND = CONTENT / "healthy-ageing" / "03-breathing.mp3"  # 94 s
PAPER = CONTENT / "first-aid-basics" / "05-first-aid-card.pdf"  # 3 pages
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:03.000\n先看安全。\n".encode()


class Desk:
    """What `person` writes; by default Chen, admin of 滨江区, for that district."""

    def __init__(self, ask: Asker, world: World, person: str = "chen", organisation: str = "binjiang") -> None:
        self.ask, self.world, self.person = ask, world, person
        self.courses = f"/api/organisations/{world[organisation]}/authored-courses"

    def as_person(self, person: str) -> "Desk":
        other = Desk(self.ask, self.world, person)
        other.courses = self.courses
        return other

    def send(self, method: str, path: str, **options: Any) -> Any:
        return self.ask(self.person, method, path, **options)

    def begin(self, title: str = "用电安全", **facts: Any) -> dict[str, Any]:
        asked = {"operation_id": str(uuid4()), "title": title, "category": "安全", **facts}
        return dict(done(self.send("POST", self.courses, json=asked), 201))

    def course(self, course_id: int) -> dict[str, Any]:
        return dict(done(self.send("GET", f"/api/authored-courses/{course_id}")))

    def lesson(self, lesson_id: int) -> dict[str, Any]:
        return dict(done(self.send("GET", f"/api/authored-lessons/{lesson_id}")))

    def change(self, course: dict[str, Any], **facts: Any) -> Any:
        return self.send("PATCH", f"/api/authored-courses/{course['id']}", json={"state": course["state"], **facts})

    def save(self, lesson: dict[str, Any], **facts: Any) -> Any:
        return self.send("PATCH", f"/api/authored-lessons/{lesson['id']}", json={"state": lesson["state"], **facts})

    def begin_lesson(self, course_id: int, title: str = "第一课", kind: str = "text") -> dict[str, Any]:
        asked = {"operation_id": str(uuid4()), "title": title, "kind": kind}
        return dict(done(self.send("POST", f"/api/authored-courses/{course_id}/lessons", json=asked), 201))

    def write(self, course_id: int, title: str = "第一课", body: str = "先看**安全**。") -> dict[str, Any]:
        return dict(done(self.save(self.begin_lesson(course_id, title), body=body)))

    def show(self, course_id: int, path: Path, title: str = "看一看") -> dict[str, Any]:
        """A lesson of a file."""
        medium = self.upload(path.name, path.read_bytes())
        return dict(done(self.save(self.begin_lesson(course_id, title, medium["kind"]), media_name=medium["media_name"])))

    def try_publish(self, course_id: int) -> Any:
        state = self.course(course_id)["whole_state"]
        return self.send("POST", f"/api/authored-courses/{course_id}/publications", json={"state": state})

    def publish(self, course_id: int) -> dict[str, Any]:
        return dict(done(self.try_publish(course_id), 201))

    def ready_course(self, title: str = "用电安全") -> dict[str, Any]:
        """A published course with two texts."""
        course = self.begin(title)
        for number in (1, 2):
            self.write(course["id"], f"第{number}课", f"第{number}课的内容。")
        return self.publish(course["id"])

    def begin_upload(self, name: str, size: int, mark: str = "") -> Any:
        return self.send("POST", "/api/uploads", json={"name": name, "bytes": size, "mark": mark or uuid4().hex})

    def part(self, upload_id: int, offset: int, content: bytes) -> Any:
        kind = "application/octet-stream"
        return self.send("PUT", f"/api/uploads/{upload_id}/parts/{offset}", data=content, content_type=kind)

    def finish(self, upload_id: int) -> Any:
        return self.send("POST", f"/api/uploads/{upload_id}/media", json={})

    def try_upload(self, name: str, content: bytes) -> Any:
        """The answer to the whole file, sent in one part."""
        upload = done(self.begin_upload(name, len(content)), 201)
        done(self.part(upload["id"], 0, content))
        return self.finish(upload["id"])

    def upload(self, name: str, content: bytes) -> dict[str, Any]:
        return dict(done(self.try_upload(name, content)))


def done(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.json
    return answer.json


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]
