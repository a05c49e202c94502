"""Hostile texts: whatever is typed or pasted leaves as plain text that stays where it stands."""

import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend.exchange.clean_text import MOST_LINES, MOST_MARKS, clean_text
from backend.exchange.models import LONGEST
from tests.exchange.conftest import Forum

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNSEEN = "\u200b\u2060\u00ad\ufeff\u3164\U000e0041"
ZALGO = "好" + "\u0335\u0321\u034e\u0301" * 50


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ('<img src=x onerror="alert(1)">', '<img src=x onerror="alert(1)">'),
        ("**粗** [link](javascript:alert(1)) &lt;", "**粗** [link](javascript:alert(1)) &lt;"),
        ("'; DROP TABLE posts; --", "'; DROP TABLE posts; --"),
        ("{{ 7 * 7 }} ${7*7} %s", "{{ 7 * 7 }} ${7*7} %s"),
        ("一行\r\n二行\r三行\u2028四行", "一行\n二行\n三行\n四行"),
        ("上\n\n\n\n\n下", "上\n\n下"),
        ("\n\n  前后  \n\n", "前后"),
        ("零\x00响\x07铃\x1b[31m红\x7f\x9f", "零响铃[31m红"),
        ("a\tb", "a b"),
        (f"{TURNING}abc{TURNING}def", "abcdef"),
        (f"密{UNSEEN}码", "密码"),
        ("e\u200b\u0301", "é"),
        (ZALGO, unicodedata.normalize("NFC", "好" + "\u0321\u0335\u034e\u0301" * 50)[: 1 + MOST_MARKS]),
        ("👨‍👩‍👧‍👦👍🏽❤️1️⃣", "👨‍👩‍👧‍👦👍🏽❤️1️⃣"),
        ("tiếng Việt ภาษาที่นี่ नमस्ते שָׁלוֹם سَلَامٌ", unicodedata.normalize("NFC", "tiếng Việt ภาษาที่นี่ नमस्ते שָׁלוֹם سَلَامٌ")),
        ("长" * LONGEST, "长" * LONGEST),
        ("w" * LONGEST, "w" * LONGEST),
    ],
)
def test_a_text_is_told_as_plain_text(typed: str, told: str, forum: Forum) -> None:
    answer = forum.write("wang", typed)
    assert (answer.status_code, answer.json["body"]) == (201, told)
    assert answer.content_type == "application/json"
    assert forum.questions("zhao")["items"][0]["body"] == told
    assert forum.do("wang", "PATCH", answer.json["id"], body=typed).json["body"] == told


REFUSED = {
    "empty": "",
    "blank": "  \n\t ",
    "unseen": UNSEEN,
    "turning": TURNING,
    "control": "\x00\x01",
    "filler": "\u3164" * 20,
    "ten thousand emoji": "😀" * 10_000,
    "one too long": "长" * (LONGEST + 1),
    "a million": "x" * 1_000_000,
    "null": None,
    "number": 7,
    "list": ["a"],
}


@pytest.mark.parametrize("typed", REFUSED.values(), ids=REFUSED)
def test_nothing_that_can_be_read_or_too_much_of_it_is_refused(typed: Any, forum: Forum) -> None:
    answer = forum.write("wang", typed)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_input")
    assert forum.do("wang", "PATCH", forum.question, body=typed).status_code == 422
    assert forum.see("wang", forum.question)["body"] == "question…"


@pytest.mark.parametrize("signs", ["\\ud800", "a\\udfff", "\\ud83d x"])
def test_half_signs_reach_no_database(signs: str, forum: Forum) -> None:
    """A lone surrogate is JSON, but no text."""
    raw = '{"operation_id": "00000000-0000-4000-8000-000000000009", "body": "字SIGNS"}'.replace("SIGNS", signs)
    answer = forum.ask("wang", "POST", forum.lesson, data=raw.encode(), content_type="application/json")
    assert (answer.status_code, answer.json["body"][0]) == (201, "字")


@pytest.mark.parametrize("body", [{"body": "字"}, {"operation_id": "7", "body": "字"}, {"operation_id": None, "body": "字"}])
def test_a_post_without_an_operation_of_its_own_is_refused(body: dict[str, Any], forum: Forum) -> None:
    assert forum.ask("wang", "POST", forum.lesson, json=body).status_code == 422


ANY_TEXT = st.text(st.one_of(st.characters(), st.sampled_from(TURNING + UNSEEN + "\u0301\u0335\u034e\n\r\t ")), max_size=300)


@given(ANY_TEXT)
@example(ZALGO)
@example("e\u200b\u0301" * 9)
@example("\u0301" * 9 + "\u1100\u1161\u11a8")
def test_cleaning_is_done_once_and_leaves_nothing_that_moves_or_hides(typed: str) -> None:
    told = clean_text(typed)
    assert clean_text(told) == told
    assert not set(told) & set(TURNING + UNSEEN)
    assert all(sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp") for sign in told)
    assert told == told.strip()
    assert unicodedata.is_normalized("NFC", told)
    assert told.count("\n") < MOST_LINES
    assert "\n\n\n" not in told
    told.encode()
    assert highest_heap(told) <= MOST_MARKS


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=200))
def test_letters_numbers_and_signs_stay_as_they_are(typed: str) -> None:
    seen = "".join(sign for sign in typed if sign not in "\u115f\u1160\u3164\uffa0")
    assert clean_text(typed) == unicodedata.normalize("NFC", seen)


def highest_heap(text: str) -> int:
    highest = heap = 0
    for sign in text:
        heap = heap + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        highest = max(highest, heap)
    return highest
