"""The certificate on paper: its QR code is read from the page's own pixels, and its Chinese is there to be seen."""

from datetime import date
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from backend.certificates.draw import certificate_pdf
from backend.certificates.models import Certificate
from backend.certificates.words import words_of
from tests.asker import Asker
from tests.cast import CODE

WANG = f"/api/certificates/{CODE}/document.pdf"


def page(content: bytes, scale: float = 2) -> Image.Image:
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    picture: Image.Image = document[0].render(scale=scale).to_pil().convert("RGB")
    return picture


def text(content: bytes) -> str:
    return str(pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range())


def codes(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("scale", [1.5, 2, 3])
def test_the_qr_code_is_read_from_the_pages_pixels_and_verifies(ask: Asker, scale: float) -> None:
    answer = ask("wang", "GET", WANG)
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert codes(page(answer.data, scale)) == [f"HTTPS://MUSTER.TEST/V/{CODE}"]
    assert ask(None, "GET", f"/api/certificates/{codes(page(answer.data))[0].rpartition('/')[2]}").json["state"] == "valid"


def test_the_page_says_it_in_chinese_and_in_english(ask: Asker) -> None:
    zh, en = (text(ask("wang", "GET", f"{WANG}?language={language}").data) for language in ("zh", "en"))
    assert all(words in zh for words in ("结业证书", "Wang", "急救入门", "0.3 小时", "青枫里支部", "WANG0-00000-00000-00001"))
    assert all(words in en for words in ("Certificate of completion", "Wang", "0.3 hours", "Anybody can verify"))


def a_year(**changes: Any) -> Certificate:
    parts = {"study_seconds": 72_000, "meeting_seconds": 28_800, "outside_seconds": 14_400}
    facts = {"name": "王小明", "branch_name": "青枫里支部", "year": 2026, "kind": "year", "title": "2026", "code": CODE}
    return Certificate(**{**facts, **parts, "seconds": 115_200, "target_seconds": 115_200, "day": date(2026, 11, 24), **changes})


def test_a_year_says_plainly_whether_its_target_was_met(app: Any) -> None:
    with app.app_context():
        met, missed = (text(certificate_pdf(one, words_of(one, "zh"))) for one in (a_year(), a_year(seconds=115_199, study_seconds=71_999)))
    assert "年度目标 32 小时：已达到" in met
    assert "线上学习 20 · 会议 8 · 其他学习 4" in met
    assert "年度目标 32 小时：未达到" in missed


def test_chinese_is_drawn_and_not_left_blank(app: Any) -> None:
    """The name's place on the page is inked, and differently for different names."""
    with app.app_context():
        drawn = [
            page(certificate_pdf(one, words_of(one, "zh"))).tobytes() for one in (a_year(), a_year(name="李梅"), a_year(name="　　　"))
        ]
    assert len(set(drawn)) == 3


def test_the_longest_title_stays_on_the_page(app: Any) -> None:
    one = a_year(kind="course", year=None, course_id=1, title="防汛" * 60, target_seconds=None)
    with app.app_context():
        content = certificate_pdf(one, words_of(one, "zh"))
    assert "防汛" in text(content)
    assert codes(page(content)) == [f"HTTPS://MUSTER.TEST/V/{CODE}"]


def test_a_title_with_markup_is_only_text(app: Any) -> None:
    one = a_year(kind="course", year=None, course_id=1, title="<b>&lt;script&gt;</b> <img src='file:///etc/passwd'/>", target_seconds=None)
    with app.app_context():
        assert "<b>&lt;script&gt;</b>" in text(certificate_pdf(one, words_of(one, "zh")))


def test_only_the_holder_takes_the_document(ask: Asker) -> None:
    assert [ask(person, "GET", WANG).status_code for person in ("li", "mei", "zhao")] == [404] * 3
    assert ask(None, "GET", WANG).status_code == 401
