"""One upload after another in this process, watched: how many SQL statements, and where the processor's time goes."""

import cProfile
import io
import json
import pstats
import time
from collections.abc import Callable

from backend.core.db import db
from bench_.instrument import counted
from bench_.phones import Phone
from bench_.students import Students

WATCHED = 12


def count_statements(students: Students, minutes: int) -> float:
    """SQL statements of one upload, BEGIN and COMMIT left out; the median of some phones whose day has begun."""
    counts = []
    for phone in students.hall.members[:WATCHED]:
        post = _poster(students, phone)
        post(0 if minutes == 1 else 1, 1)  # a minute that stands already, or is taken in now
        with counted() as seen:
            post(2 if minutes == 1 else 470, minutes)
        counts.append(len(seen))
    _let_go(students)
    return float(sorted(counts)[len(counts) // 2])


def profile_uploads(students: Students) -> str:
    """Processor time of an upload in process, without sockets; and by function."""
    phones = students.hall.members[WATCHED:]
    sentences = []
    for minute, minutes in ((3, 1), (470, 60)):
        posts = [_prepared(students, phone, minute, minutes) for phone in phones]
        for post in posts[: len(posts) // 4]:
            post()
        rest = posts[len(posts) // 4 : len(posts) // 2]
        began = time.process_time()
        for post in rest:
            post()
        used = (time.process_time() - began) * 1000 / len(rest)
        sentences.append(f"{used:.2f} ms of processor time an upload of {minutes}\n{_profiled(posts[len(posts) // 2 :])}")
    _let_go(students)
    return "\n".join(sentences)


def _profiled(posts: list[Callable[[], None]]) -> str:
    profiler = cProfile.Profile(time.process_time)
    profiler.enable()
    for post in posts:
        post()
    profiler.disable()
    text = io.StringIO()
    pstats.Stats(profiler, stream=text).sort_stats("cumulative").print_stats(70)
    return text.getvalue()


def _poster(students: Students, phone: Phone) -> Callable[[int, int], None]:
    return lambda first, minutes: _prepared(students, phone, first, minutes)()


def _prepared(students: Students, phone: Phone, first: int, minutes: int) -> Callable[[], None]:
    head, _, body = students.upload(phone, first, minutes).partition(b"\r\n\r\n")
    authorization = next(line.split(": ", 1)[1] for line in head.decode().split("\r\n") if line.startswith("Authorization"))
    content, client = json.loads(body), students.hall.app.test_client()

    def post() -> None:
        answer = client.post("/api/study/segments", json=content, headers={"Authorization": authorization})
        assert answer.status_code == 200, answer.text
        assert {item["outcome"] for item in answer.get_json()["items"]} <= {"counted", "duplicate"}, answer.text

    return post


def _let_go(students: Students) -> None:
    with students.hall.app.app_context():
        db.engine.dispose()
