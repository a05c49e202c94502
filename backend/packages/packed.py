"""A course as it goes out: what its authors have in hand, with the files of its lessons. And how a package is written."""

import re
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from backend.authoring.drafts import course_in_hand, lesson_in_hand, lessons_in_hand
from backend.authoring.publish import is_finished
from backend.core.config import settings
from backend.core.errors import Refused
from backend.courses.media import media_folder
from backend.courses.models import Course
from backend.courses.pictures import picture_path, pictures_in

File = tuple[str, str | Path]  # a name in the package, and its text or where it lies
SAME_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same course is the same file
PACKED_ALREADY = (".mp4", ".webm", ".mp3", ".m4a", ".ogg", ".jpg", ".pdf")
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class PackedLesson:
    """`captions`: language and file; `pictures`: the names that the Markdown calls them by."""

    title: str
    kind: str
    seconds: int
    optional: bool = False
    body: str | None = None
    medium: Path | None = None
    captions: tuple[tuple[str, Path], ...] = ()
    pictures: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True)
class PackedCourse:
    key: str
    title: str
    summary: str
    category: str
    required: bool
    recommended: bool
    on_menu: bool
    lessons: tuple[PackedLesson, ...]


def pack_course(course: Course) -> PackedCourse:
    """The course in hand, without what is removed or has no content yet. Raises Refused (409) when nothing is left, or a file is lost."""
    contents = [lesson_in_hand(lesson) for lesson in lessons_in_hand(course)]
    lessons = tuple(_pack_lesson(content) for content in contents if not content["removed"] and is_finished(content))
    if not lessons:
        raise Refused("course_empty", "A course needs a lesson before it can be taken out.", status=422)
    return PackedCourse(key=course.key, lessons=lessons, **course_in_hand(course))


def _pack_lesson(content: dict[str, Any]) -> PackedLesson:
    pictures = tuple((name, _there(picture_path(name))) for name in pictures_in(content["body"] or ""))
    return PackedLesson(
        title=content["title"],
        kind=content["kind"],
        seconds=content["nominal_seconds"],
        optional=content["optional"],
        body=content["body"],
        medium=_there(media_folder() / content["media_name"]) if content["media_name"] else None,
        captions=tuple((one["language"], _there(media_folder() / one["name"])) for one in content["captions"] or ()),
        pictures=pictures,
    )


def _there(path: Path) -> Path:
    if not path.is_file():
        raise Refused("media_missing", "A file of this course is gone from the server: upload it again.")
    return path


def write_package(files: Iterable[File]) -> IO[bytes]:
    """A ZIP in a temporary file on the data's disk: a course may be larger than the memory."""
    workplace = settings().data / "unpacking"
    workplace.mkdir(parents=True, exist_ok=True)
    package = tempfile.TemporaryFile(dir=workplace)  # noqa: SIM115 - the answer streams it and closes it
    with zipfile.ZipFile(package, "w") as archive:
        for name, content in files:
            _add(archive, name, content)
    package.seek(0)
    return package


def _add(archive: zipfile.ZipFile, name: str, content: str | Path) -> None:
    entry = zipfile.ZipInfo(name, SAME_MOMENT)
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED_ALREADY) else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    if isinstance(content, str):
        archive.writestr(entry, content)
        return
    with content.open("rb") as source, archive.open(entry, "w", force_zip64=content.stat().st_size > 2**31) as target:
        while chunk := source.read(2**20):
            target.write(chunk)


def file_name(title: str, ending: str) -> str:
    """A name under which the package can be kept on any system."""
    return f"{NOT_IN_NAMES.sub(' ', title).strip('. ')[:80] or 'course'}{ending}"
