"""Read a package of any form that Muster knows: its own folder, SCORM, Common Cartridge, IMS content packages."""

from pathlib import PurePosixPath

from backend.packages.entry_names import refused
from backend.packages.find_lessons import find_lessons
from backend.packages.found import LONGEST_TITLE, Found, one_line
from backend.packages.manifest import read_manifest
from backend.packages.read_folder import COURSE_FILE, read_folder
from backend.packages.read_xml import unreadable
from backend.packages.unpack import Package

MANIFEST = "imsmanifest.xml"
LARGEST_MANIFEST = 8 * 2**20


def read_package(package: Package, file_name: str) -> Found:
    """The course in the package; its media stay in the package's folder. Raises Refused for what can't be read or is unsafe."""
    outline = _find_outline(package)
    if outline.lower() == COURSE_FILE:
        return read_folder(package, outline)
    content = package.read(outline, LARGEST_MANIFEST)
    if content is None:
        raise unreadable()
    manifest = read_manifest(content)
    title = manifest.title or one_line(PurePosixPath(file_name).stem, LONGEST_TITLE) or "?"
    found = Found(manifest.form, one_line(title, LONGEST_TITLE), manifest.summary)
    find_lessons(package, manifest, found)
    return found


def _find_outline(package: Package) -> str:
    """The file that lists the lessons. Where somebody packed the folder instead of what is in it, that folder becomes the root."""
    outlines = [name for name in package.names if name.rpartition("/")[2].lower() in (MANIFEST, COURSE_FILE)]
    if not outlines:
        raise refused("package_manifest_missing", "The package holds neither imsmanifest.xml nor course.toml: export it as SCORM or IMSCC.")
    nearest = min(outlines, key=lambda name: (name.count("/"), not name.lower().endswith(COURSE_FILE)))
    folder = nearest.rpartition("/")[0]
    if folder and sum(name.count("/") == nearest.count("/") for name in outlines) > 1:
        raise refused("package_many_courses", "The package holds several courses: bring them in one by one.")
    package.enter(f"{folder}/" if folder else "")
    return nearest.rpartition("/")[2]
