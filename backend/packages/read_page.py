"""Read a page of a package: its text as Markdown, the pictures and media it shows. Nothing of its scripts is kept, none is run."""

import html
import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from backend.courses.import_folder import LONGEST_TEXT
from backend.courses.media import SIGNS
from backend.packages.clean_page import clean_page, decode_page, depth_of, is_text
from backend.packages.found import LONGEST_TITLE, one_line
from backend.packages.locate import is_elsewhere, locate
from backend.packages.unpack import Package

LARGEST_PAGE = 2 * 2**20  # bytes; larger ones hold their pictures inside
DEEPEST = 100  # the Markdown writer is recursive
TITLE = re.compile(r"<title[^<>]{0,200}>([^<>]{0,1000})</title", re.IGNORECASE)
FRAME = re.compile(r"""<frame\b[^<>]{0,500}?\bsrc\s*=\s*["']?([^"'\s<>]{1,500})""", re.IGNORECASE)
PLAYERS = ("video", "audio", "source", "object", "embed", "iframe")
MEDIA = tuple(SIGNS)
PAGES = (".html", ".htm", ".xhtml")
TEXTS = (".txt", ".md")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
LINKS = ("http://", "https://", "mailto:", "tel:")


@dataclass(frozen=True)
class Shown:
    """A medium that a page shows or links to, with its caption files by language."""

    name: str
    title: str = ""
    captions: tuple[tuple[str, str], ...] = ()


@dataclass
class Page:
    title: str = ""
    markdown: str = ""
    pictures: list[str] = field(default_factory=list)
    media: list[Shown] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)  # what, why
    has_program: bool = False

    def without(self, title: str) -> str:
        """The text without a first heading that only repeats the title."""
        first, _, rest = self.markdown.partition("\n")
        return rest.strip() if first.startswith("#") and first.lstrip("# ").strip() == title else self.markdown


def read_page(package: Package, name: str) -> Page | None:
    """The page; None for one that is too large, too tangled, or no page at all."""
    content = package.read(name, LARGEST_PAGE)
    written = decode_page(content) if content is not None and is_text(content) else None
    clean = clean_page(written) if written is not None else None
    if written is None or clean is None:
        return None
    soup = BeautifulSoup(clean, "html.parser")
    if depth_of(soup) > DEEPEST:
        return None
    titles = TITLE.search(written)
    page = Page(one_line(html.unescape(titles[1]), LONGEST_TITLE) if titles else "", has_program="<script" in written.lower())
    page.frames = [found for src in FRAME.findall(written)[:20] if (found := locate(package, html.unescape(src), name))]
    _note_media(package, name, soup, page)
    for picture in soup.find_all("img"):
        _name_picture(package, name, picture, page)
    page.markdown = _markdown(soup)
    return page if len(page.markdown) <= LONGEST_TEXT else None


def read_plain(package: Package, name: str) -> Page | None:
    """A file of plain text or Markdown."""
    content = package.read(name, LARGEST_PAGE)
    text = decode_page(content).strip() if content and is_text(content) else ""
    return Page(markdown=text) if 0 < len(text) <= LONGEST_TEXT else None


def _note_media(package: Package, name: str, soup: BeautifulSoup, page: Page) -> None:
    for player in soup.find_all([*PLAYERS, "a"]):
        href = str(player.get("href") or player.get("src") or player.get("data") or "")
        found = locate(package, href, name)
        if found and found.lower().endswith(MEDIA):
            if found not in [shown.name for shown in page.media]:
                page.media.append(Shown(found, _label(player), _captions(package, name, player)))
        elif found and found.lower().endswith(PAGES):
            page.frames += [found] if player.name == "iframe" else []
        elif found and not found.lower().endswith(PICTURES):
            page.missing.append((_label(player) or found, "vector_picture" if found.lower().endswith(".svg") else "kind_not_taken"))
        elif href and not found and player.name in PLAYERS:
            page.missing.append((_label(player) or href, "remote_medium" if is_elsewhere(href) else "missing_file"))


def _label(player: Tag) -> str:
    return player.get_text(" ", strip=True) if player.name == "a" else str(player.get("title") or player.get("aria-label") or "")


def _captions(package: Package, name: str, player: Tag) -> tuple[tuple[str, str], ...]:
    whole = player.parent if player.name == "source" and player.parent else player
    tracks = whole.find_all("track") if whole.name in ("video", "audio") else []
    files = [(str(track.get("srclang") or "zh"), locate(package, str(track.get("src") or ""), name)) for track in tracks]
    return tuple((language, file) for language, file in files if file and file.lower().endswith(".vtt"))


def _name_picture(package: Package, name: str, picture: Tag, page: Page) -> None:
    """A local picture gets a number in the text; any other leaves its words."""
    src, words = str(picture.get("src") or ""), " ".join(str(picture.get("alt") or "").split())
    found = locate(package, src, name)
    if found and found.lower().endswith(PICTURES):
        page.pictures += [] if found in page.pictures else [found]
        picture.attrs = {"src": f"picture-{page.pictures.index(found)}", "alt": words.replace("[", "(").replace("]", ")")}
        return
    why = "vector_picture" if src.lower().split("?")[0].endswith(".svg") else "remote_picture" if is_elsewhere(src) else "missing_file"
    if src:
        page.missing.append((words or src, why))
    picture.replace_with(words)


def _markdown(soup: BeautifulSoup) -> str:
    for player in soup.find_all(PLAYERS):
        player.decompose()
    for link in soup.find_all("a"):
        if not str(link.get("href") or "").lower().startswith(LINKS):
            link.unwrap()
    written = MarkdownConverter(heading_style="ATX", bullets="-").convert_soup(soup)
    return re.sub(r"\n{3,}", "\n\n", str(written)).strip()
