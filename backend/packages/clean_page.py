"""Make a stranger's HTML harmless and well-formed before anything looks at it: bounded, sanitised, its nesting known."""

import codecs
import re

import nh3
from bs4 import BeautifulSoup, Tag

MOST_TAGS = 20_000
MOST_ENTITIES = 50_000
MOST_ATTRIBUTES = 500  # of one tag; a browser's parser compares each with all
TAG = re.compile(r"<[^<>]*")
CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{1,40})""", re.IGNORECASE)
# Of Python's many encodings those that pages have; some of the others take quadratic time.
USUAL = re.compile(r"utf-?(8|16|16le|16be)|gb.*|big5.*|iso-8859-\d+|windows-125\d|shift_jis|euc-(jp|kr|cn)|us-ascii|ascii|latin1")
TEXT_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "br", "hr", "ul", "ol", "li", "strong", "b", "em", "i", "code", "pre", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td", "a", "img"),
}
# What stands in lines of its own; without its tag, it would run into its neighbours.
BLOCKS = ("section", "article", "main", "header", "footer", "aside", "nav", "figure", "figcaption", "center", "address", "dl", "dt", "dd")
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "object": {"data", "title"},
    "track": {"src", "srclang"},
    **{player: {"src", "title", "aria-label"} for player in ("video", "audio", "source", "embed", "iframe")},
}
EMPTIED = {"script", "style", "title", "template", "noscript", "svg", "math", "textarea", "select", "button"}
SCHEMES = {"http", "https", "mailto", "tel"}


def clean_page(written: str) -> str | None:
    """The page with nothing but text, pictures, links and players. None for one that would take too long."""
    tags = TAG.findall(written)
    if len(tags) > MOST_TAGS or any(len(tag.split(None, MOST_ATTRIBUTES)) > MOST_ATTRIBUTES for tag in tags if len(tag) > MOST_ATTRIBUTES):
        return None
    clean = nh3.clean(
        written,
        tags=TEXT_TAGS | set(ATTRIBUTES) | set(BLOCKS),
        attributes=ATTRIBUTES,
        clean_content_tags=EMPTIED,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return None if clean.count("<") > 2 * MOST_TAGS or clean.count("&") > MOST_ENTITIES else clean


def is_text(content: bytes) -> bool:
    return b"\0" not in content or content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def decode_page(content: bytes) -> str:
    """The page's text: by its mark, as it says itself, else UTF-8 or GB 18030."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark):
            return content.removeprefix(mark).decode(encoding, "replace")
    said = CHARSET.search(content[:2048])
    declared = said[1].decode("ascii").lower() if said else "utf-8"
    usual = declared if USUAL.fullmatch(declared) else "utf-8"
    for encoding in ("gb18030" if usual.startswith("gb") else usual, "utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


def depth_of(soup: BeautifulSoup) -> int:
    """How deep the elements nest, found without recursion."""
    deepest, waiting = 0, [(child, 1) for child in soup.children if isinstance(child, Tag)]
    while waiting:
        tag, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in tag.children if isinstance(child, Tag)]
    return deepest
