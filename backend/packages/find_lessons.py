"""Turn the outline of a package into lessons: each item in order, its page or its medium, and what can't be taken."""

import posixpath
from collections import Counter
from dataclasses import replace

from backend.packages.found import LONGEST_TITLE, MOST_LESSONS, Captions, Found, FoundLesson, one_line
from backend.packages.locate import locate
from backend.packages.manifest import Item, Manifest, Resource
from backend.packages.read_page import MEDIA, PAGES, PICTURES, TEXTS, Page, Shown, read_page, read_plain
from backend.packages.resources import title_of, why_no_lesson
from backend.packages.unpack import Package

VIDEOS_AND_PAPERS = (".mp4", ".webm", ".pdf")


def find_lessons(package: Package, manifest: Manifest, found: Found) -> None:
    """Fill `found` from the outline. Without an outline, the resources are taken in their order."""
    _Finder(package, manifest, found).find()


class _Finder:
    """Walks an outline once; remembers what has been taken, so that what is shown twice becomes one lesson."""

    def __init__(self, package: Package, manifest: Manifest, found: Found) -> None:
        self.package, self.manifest, self.found = package, manifest, found
        self.used: set[str] = set()
        self.offered = 0
        self.above: list[tuple[str, ...]] = []  # the headings over each lesson

    def find(self) -> None:
        items = self.manifest.items or tuple(Item("", (), name, True) for name in self.manifest.resources)
        for item in items:
            self._take_item(item)
            self.above += [item.above] * (len(self.found.lessons) - len(self.above))
        for outline in self.manifest.other_outlines:
            self.found.leave_out(outline, "other_outline")
        self._name_what_no_item_leads_to({item.resource for item in items})
        self._tell_same_titles_apart()

    def _take_item(self, item: Item) -> None:
        resource = self.manifest.resources.get(item.resource)
        if resource is None or not item.visible:
            self.found.leave_out(item.title or item.resource, "missing_file" if item.visible else "hidden")
            return
        title, why = item.title or title_of(self.package, resource), why_no_lesson(resource)
        name = locate(self.package, resource.href or next(iter(resource.files), ""))
        if why or name is None or name in self.used:
            self.found.leave_out(title, why or ("taken_already" if name else "missing_file"))
        elif name.lower().endswith(PAGES):
            self._take_page(title, name, resource)
        else:
            self._take_file(title, name)

    def _take_file(self, title: str, name: str) -> None:
        ending = posixpath.splitext(name)[1].lower()
        if ending in MEDIA:
            self._add_medium(title, Shown(name))
        elif ending in PICTURES:
            self._add_text(title, Page(markdown="![](picture-0)", pictures=[name]))
        elif ending in TEXTS:
            self._take_text(title, read_plain(self.package, name))
        else:
            self.found.leave_out(title, "vector_picture" if ending == ".svg" else "kind_not_taken")

    def _take_page(self, title: str, name: str, resource: Resource) -> None:
        """A page with its frames. One that is nothing but a program stands for the pages and media among its files."""
        before = self.offered
        page = self._take_one_page(title, name)
        for frame in page.frames if page else ():
            self._take_one_page(title, frame)
        if page and self.offered == before:
            self._take_files_of_program(resource)
            self.found.leave_out(title, "program" if page.has_program else "empty_page")

    def _take_one_page(self, title: str, name: str) -> Page | None:
        if name in self.used:
            return None
        self.used.add(name)
        page = read_page(self.package, name)
        self._take_text(title, page)
        for shown in page.media if page else ():
            self._add_medium(shown.title or title, shown)
        for what, why in page.missing if page else ():
            self.found.leave_out(f"{title}: {what}", why)
        return page

    def _take_text(self, title: str, page: Page | None) -> None:
        if page is None:
            self.found.leave_out(title, "not_readable")
        elif page.markdown and page.markdown.lstrip("# ").strip() != title:
            self._add_text(title, page)

    def _take_files_of_program(self, resource: Resource) -> None:
        needed = (self.manifest.resources.get(identifier) for identifier in resource.needs)
        for href in (href for one in (resource, *needed) if one for href in one.files):
            name = locate(self.package, href)
            if name and name.lower().endswith(VIDEOS_AND_PAPERS):
                self._add_medium(posixpath.splitext(posixpath.basename(name))[0], Shown(name))
            elif name and name.lower().endswith(PAGES) and name not in self.used:
                page = read_page(self.package, name)
                self._take_one_page(page.title or posixpath.basename(name), name) if page else None

    def _add_text(self, title: str, page: Page) -> None:
        paths = tuple(self.package.take(name) for name in page.pictures)
        self.used |= set(page.pictures)
        self._add(FoundLesson(one_line(title, LONGEST_TITLE), "text", page.without(title), paths))

    def _add_medium(self, title: str, shown: Shown) -> None:
        self.offered += shown.name in self.used
        if shown.name in self.used:
            return
        captions = shown.captions or self._captions_beside(shown.name)
        self.used |= {shown.name, *(file for _, file in captions)}
        kept = tuple(Captions(language, self.package.take(file)) for language, file in captions)
        medium, name = self.package.take(shown.name), posixpath.basename(shown.name)
        self._add(FoundLesson(one_line(title, LONGEST_TITLE), "medium", medium=medium, medium_name=name, captions=kept))

    def _captions_beside(self, name: str) -> tuple[tuple[str, str], ...]:
        """film.vtt or film.zh.vtt in the folder of film.mp4."""
        stem = posixpath.splitext(name)[0]
        beside = (one for one in self.package.names if one.startswith(f"{stem}.") and one.lower().endswith(".vtt"))
        return tuple((one[len(stem) + 1 : -4] or "zh", one) for one in beside)

    def _add(self, lesson: FoundLesson) -> None:
        self.offered += 1
        if len(self.found.lessons) < MOST_LESSONS:
            self.found.lessons.append(lesson)
        else:
            self.found.leave_out(lesson.title, "too_many_lessons")

    def _name_what_no_item_leads_to(self, reached: set[str]) -> None:
        for resource in self.manifest.resources.values():
            name, why = locate(self.package, resource.href), why_no_lesson(resource)
            if resource.identifier in reached or name in self.used or why == "platform_settings":
                continue
            if why or (name and name.lower().endswith((*PAGES, *MEDIA))):
                self.found.leave_out(title_of(self.package, resource), why or "not_in_outline")

    def _tell_same_titles_apart(self) -> None:
        """Introduction, Introduction, …: where a title and kind stand twice, the heading goes before."""
        counts = Counter((lesson.title, lesson.kind) for lesson in self.found.lessons)
        for place, (lesson, above) in enumerate(zip(self.found.lessons, self.above, strict=True)):
            if counts[lesson.title, lesson.kind] > 1 and above:
                self.found.lessons[place] = replace(lesson, title=one_line(f"{above[-1]} · {lesson.title}", LONGEST_TITLE))
