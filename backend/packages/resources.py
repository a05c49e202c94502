"""What a resource of a package is when it can't become a lesson, and what it calls itself."""

import posixpath

from backend.core.errors import Refused
from backend.packages.found import LONGEST_TITLE, one_line
from backend.packages.locate import locate
from backend.packages.manifest import Resource
from backend.packages.read_xml import attribute, local, read_xml, text_of
from backend.packages.unpack import Package

# By a part of the type's name (IMS Common Cartridge 1.1 to 1.3, and what Canvas adds).
NO_LESSONS = (
    ("imsdt", "discussion"),
    ("question-bank", "question_bank"),
    ("imsqti", "quiz"),
    ("imswl", "web_link"),
    ("imsbasiclti", "external_tool"),
    ("imslti", "external_tool"),
    ("assignment_xml", "assignment"),
)
SETTINGS = "learning-application-resource"
LARGEST = 2**20


def why_no_lesson(resource: Resource) -> str | None:
    """A stable code for why the resource is no lesson; None for a text or a medium."""
    if SETTINGS in resource.type:
        return "assignment" if resource.href.lower().endswith((".html", ".htm")) else "platform_settings"
    return next((why for part, why in NO_LESSONS if part in resource.type), None)


def title_of(package: Package, resource: Resource) -> str:
    """What a discussion, a quiz, a link or a tool calls itself; of anything else, the name of its file."""
    href = resource.href or next(iter(resource.files), "")
    return (why_no_lesson(resource) and _title_inside(package, href)) or posixpath.basename(href) or resource.identifier


def _title_inside(package: Package, href: str) -> str:
    name = locate(package, href)
    content = package.read(name, LARGEST) if name and name.lower().endswith((".xml", ".qti")) else None
    if not content:
        return ""
    try:
        root = read_xml(content)
    except Refused:
        return ""
    named = (text_of(one) if local(one.tag) == "title" else attribute(one, "title") for one in root.iter() if isinstance(one.tag, str))
    return one_line(next((title for title in named if title), ""), LONGEST_TITLE)
