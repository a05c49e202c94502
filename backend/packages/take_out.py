"""Take a course out as a package of one of the forms that Muster writes."""

from collections.abc import Callable, Iterator
from typing import IO

from backend.courses.models import Course
from backend.packages.packed import File, PackedCourse, file_name, pack_course, write_package
from backend.packages.write_folder import folder_files
from backend.packages.write_manifest import cartridge_files, scorm_files

WRITERS: dict[str, tuple[Callable[[PackedCourse], Iterator[File]], str]] = {
    "muster": (folder_files, ".zip"),
    "common_cartridge": (cartridge_files, ".imscc"),
    "scorm_1_2": (scorm_files, "-scorm.zip"),
}
FORMATS = tuple(WRITERS)


def take_out(course: Course, form: str) -> tuple[IO[bytes], str]:
    """The package and the name for its file. Raises Refused for a course without lessons, or with a file that is lost."""
    packed = pack_course(course)
    files, ending = WRITERS[form]
    return write_package(files(packed)), file_name(packed.title, ending)
