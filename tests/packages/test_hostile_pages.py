"""Pages of strangers: no script, style, vector picture or foreign address comes through, and no page stops the server."""

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.errors import Refused
from backend.courses.render_text import render_text
from tests.packages.packing import found_in, left_out, one_item, pack, page, picture, refusal_of, taken

ATTACKS = {
    "a script": "<script>alert(1)</script>",
    "a script in a script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "a handler": '<p onclick="alert(1)" onmouseover=alert(1)>文</p>',
    "a picture with a handler": '<img src=x onerror="alert(1)">',
    "a script address": '<a href="javascript:alert(1)">文</a><a href=" java\nscript:alert(1)">文</a>',
    "a data address": '<a href="data:text/html,<script>alert(1)</script>">文</a><img src="data:image/svg+xml,<svg onload=alert(1)>">',
    "a vector picture": '<svg onload="alert(1)"><script>alert(1)</script><foreignObject><p>文</p></foreignObject></svg>',
    "a vector picture as a file": '<img src="evil.svg"><object data="evil.svg"></object><embed src="evil.svg">',
    "a vector picture in a frame": '<iframe src="evil.svg"></iframe>',
    "a formula": '<math><mtext><table><mglyph><style><!--</style><img title="--><img src=1 onerror=alert(1)>">',
    "a style": "<style>@import 'https://else.where/x.css'; p{background:url(https://else.where/x)}</style>",
    "a frame": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "a form": '<form action="https://else.where/"><input name=password><button>送</button></form>',
    "a base": '<base href="https://else.where/"><meta http-equiv="refresh" content="0;url=https://else.where/">',
    "a template": "<template><script>alert(1)</script></template><noscript><p title='</noscript><script>alert(1)</script>'></noscript>",
    "a comment": "<!--[if IE]><script>alert(1)</script><![endif]--><!--><script>alert(1)</script>-->",
    "a script as text": "&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=alert(1)&gt;",
    "Markdown as text": "[x](javascript:alert(1)) ![x](https://else.where/x.png) &lt;https://else.where&gt;",
}


def text_of(tmp_path: Path, body: str, **files: str | bytes) -> str:
    evil = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"
    content = pack({"imsmanifest.xml": one_item("1.html"), "1.html": page(f"<p>正文。</p>{body}"), "evil.svg": evil, **files})
    found = found_in(tmp_path, content)
    assert [lesson.kind for lesson in found.lessons] == ["text"]
    return str(found.lessons[0].body)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_acts_comes_through(tmp_path: Path, attack: str) -> None:
    html = render_text(text_of(tmp_path, ATTACKS[attack]))
    assert "正文。" in html
    for danger in ("<script", "<svg", "<img", "<iframe", "<style", "<form", "<input", "srcdoc", 'href="javascript', 'href="data'):
        assert danger not in html.lower()
    for tag in html.split("<")[1:]:
        assert "on" not in tag.split(">")[0].replace("noopener", "").replace("strong", "").replace("button", "").lower(), tag


def test_what_only_a_script_says_is_not_text(tmp_path: Path) -> None:
    assert text_of(tmp_path, ATTACKS["a script"] + ATTACKS["a style"] + ATTACKS["a vector picture"]) == "正文。"


def test_a_vector_picture_never_comes_along(tmp_path: Path) -> None:
    content = pack({"imsmanifest.xml": one_item("evil.svg"), "evil.svg": "<svg onload='alert(1)'/>"})
    found = found_in(tmp_path, content)
    assert (taken(found), left_out(found)) == ([], {("第一课", "vector_picture")})


def test_a_page_that_is_something_else_is_left_out(tmp_path: Path) -> None:
    for content in (b"\x89PNG\r\n\x1a\n\0\0\0", b"MZ\0\0", b"\0" * 100):
        found = found_in(tmp_path, pack({"imsmanifest.xml": one_item("1.html"), "1.html": content}))
        assert (taken(found), left_out(found)) == ([], {("第一课", "not_readable")})


MONSTERS: dict[str, str] = {
    "deep": "<div>" * 19_000 + "x",
    "deep quotes": "<blockquote>" * 9_000 + "x" + "</blockquote>" * 9_000,
    "deep lists": "<ul><li>" * 9_000,
    "deep tables": "<table><tr><td>" * 6_000,
    "formatting": "<b><i>" * 9_000,
    "links in links": '<a href="x">' * 19_000,
    "closing": "<p>" * 9_000 + "</b>" * 9_000,
    "attributes": "<p " + " ".join(f"a{n}=b" for n in range(100_000)) + ">x",
    "many tags": "<p>x</p>" * 100_000,
    "one long word": "x" * 190_000,
    "a long address": f'<a href="https://{"x" * 500_000}">x</a>',
    "half a tag": "<p " * 19_000,
    "entities": "&amp;" * 49_000,
    "brackets": "[" * 150_000,
    "stars": "*a " * 50_000,
    "frames": "<frame src=" * 19_000,
}


@pytest.mark.parametrize("monster", MONSTERS)
def test_no_page_takes_the_server_long(tmp_path: Path, monster: str) -> None:
    """Most end as left out, some as text; all in seconds, and without exhausting the stack."""
    begun = time.process_time()
    found_in(tmp_path, pack({"imsmanifest.xml": one_item("1.html"), "1.html": page(MONSTERS[monster])}, 0))
    assert time.process_time() - begun < 8


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
def test_pages_in_every_usual_encoding_are_read(tmp_path: Path, charset: str) -> None:
    said = {"utf-8-sig": "utf-8", "utf-16": "utf-8"}.get(charset, charset)
    content = page("<p>先看安全</p>", charset=said).encode(charset)
    found = found_in(tmp_path, pack({"imsmanifest.xml": one_item("1.html"), "1.html": content}))
    assert [lesson.body for lesson in found.lessons] == ["先看安全"]


def test_a_page_in_gbk_that_says_nothing_is_read(tmp_path: Path) -> None:
    found = found_in(tmp_path, pack({"imsmanifest.xml": one_item("1.html"), "1.html": "<p>先看安全</p>".encode("gbk")}))
    assert [lesson.body for lesson in found.lessons] == ["先看安全"]


@settings(max_examples=150, deadline=None)
@given(
    body=st.text(max_size=300),
    tags=st.lists(
        st.sampled_from(["<p>", "<b>", "</p>", "<ul>", "<li>", "<img src=a.png>", "<a href=b>", "<table><td>", "<!--"]), max_size=30
    ),
)
def test_any_page_is_read_or_left_out(tmp_path_factory: Any, body: str, tags: list[str]) -> None:
    content = page(body + "".join(tags) + body).encode("utf-8", "replace")
    found = found_in(tmp_path_factory.mktemp("page"), pack({"imsmanifest.xml": one_item("1.html"), "1.html": content, "a.png": picture()}))
    assert found.lessons or found.left_out


@settings(max_examples=150, deadline=None)
@given(noise=st.binary(max_size=60), place=st.floats(0, 1))
def test_a_package_with_a_torn_place_is_read_or_refused(tmp_path_factory: Any, noise: bytes, place: float) -> None:
    """Bytes changed anywhere: an answer or a refusal with a code, never an accident."""
    content = pack({"imsmanifest.xml": one_item("1.html"), "1.html": page("<p>文</p>"), "a.png": picture()})
    at = int(place * len(content))
    assert answer_to(tmp_path_factory.mktemp("torn"), content[:at] + noise + content[at + len(noise) :]).startswith("package_")


def answer_to(folder: Path, content: bytes) -> str:
    try:
        found_in(folder, content)
    except Refused as refusal:
        return refusal.code
    return "package_read"


def test_the_control_of_these_tests_sees_a_refusal(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, b"nothing") == "package_unreadable"
