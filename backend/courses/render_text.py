"""Markdown to HTML that is safe to show: what the renderer lets through, the sanitiser still checks. And how long it takes to read."""

import html
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from backend.courses.pictures import NAME, picture_link

TAGS = {
    "h2",
    "h3",
    "h4",
    "p",
    "br",
    "hr",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "code",
    "pre",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "a",
    "img",
}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}}
SIGNS_A_MINUTE = 300
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@lru_cache(maxsize=256)
def render_text(markdown: str) -> str:
    """Markdown as HTML. Its h1 becomes an h2: the page has a title of its own."""
    rendered = MARKDOWN.render(markdown).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return nh3.clean(
        rendered,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_only_own_pictures,
        set_tag_attribute_values={"img": {"loading": "lazy"}},
        url_schemes={"https", "http", "tel", "mailto"},
    )


def reading_seconds(markdown: str) -> int:
    """How long a text takes to read: its characters without blanks, 300 a minute, at least half a minute."""
    signs = len(re.sub(r"\s", "", html.unescape(nh3.clean(render_text(markdown), tags=set()))))
    return max(30, round(signs * 60 / SIGNS_A_MINUTE))


def _show_picture(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A picture of ours by its link; of any other place, its description alone: fetching it would tell that place who reads."""
    token = tokens[index]
    scheme, _, name = str(token.attrGet("src")).partition(":")
    described = html.escape(self.renderInlineAsText(token.children or [], options, env))
    if scheme != "picture" or not NAME.fullmatch(name):
        return described
    return f'<img src="{picture_link(name)}" alt="{described}">'


def _only_own_pictures(tag: str, attribute: str, value: str) -> str | None:
    ours = value == picture_link(value[-36:]) and bool(NAME.fullmatch(value[-36:]))
    return value if (tag, attribute) != ("img", "src") or ours else None


MARKDOWN.add_render_rule("image", _show_picture)
