"""Markdown to HTML that is safe to show: what the renderer lets through, the sanitiser still checks."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

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
}
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@lru_cache(maxsize=256)
def render_text(markdown: str) -> str:
    """Markdown as HTML. Its h1 becomes an h2: the page has a title of its own."""
    html = MARKDOWN.render(markdown).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http", "tel", "mailto"})
