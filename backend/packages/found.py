"""What was found in a package, plainly: a course with its lessons, and what was left out and why."""

from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import category

LONGEST_TITLE = 120
LONGEST_SUMMARY = 500
MOST_LESSONS = 200
MOST_LEFT_OUT = 300
# Why a thing of a package is no lesson here, or not quite as it was. The app has a sentence for each.
WHYS = (
    *("discussion", "quiz", "question_bank", "web_link", "external_tool", "assignment", "platform_settings"),
    *("program", "empty_page", "not_readable", "kind_not_taken", "not_what_it_says", "length_unknown", "locked_pdf", "too_long"),
    *("missing_file", "hidden", "taken_already", "other_outline", "not_in_outline", "too_many_lessons"),
    *("vector_picture", "remote_picture", "remote_medium", "picture_unreadable", "captions_unreadable", "length_corrected"),
)


@dataclass(frozen=True)
class LeftOut:
    """A thing of the package that does not become a lesson. `why` is one of WHYS."""

    title: str
    why: str


@dataclass(frozen=True)
class Captions:
    language: str
    path: Path


@dataclass(frozen=True)
class FoundLesson:
    """A lesson to be: Markdown whose pictures are called `picture-0`, `picture-1`, … or a medium. `seconds`: as its package says, if so."""

    title: str
    kind: str
    body: str | None = None
    pictures: tuple[Path, ...] = ()
    medium: Path | None = None
    medium_name: str = ""
    captions: tuple[Captions, ...] = ()
    seconds: int | None = None
    optional: bool = False


@dataclass
class Found:
    """A course to be. `form`: muster, scorm_1_2, scorm_2004, common_cartridge or content_package."""

    form: str
    title: str
    summary: str = ""
    category: str = ""
    required: bool = False
    recommended: bool = False
    on_menu: bool = False
    lessons: list[FoundLesson] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def leave_out(self, title: str, why: str) -> None:
        """Note once what is left out; of thousands of such things only the first are named."""
        one = LeftOut(one_line(title, LONGEST_TITLE) or "?", why if why in WHYS else "not_readable")
        if one not in self.left_out and len(self.left_out) < MOST_LEFT_OUT:
            self.left_out.append(one)


def one_line(text: str, longest: int) -> str:
    """Text as one line without control characters, cut to a length."""
    line = " ".join("".join(" " if category(sign) in ("Cc", "Cs") else sign for sign in text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
