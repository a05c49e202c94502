"""The rotating code: how long it lives, that it can't be guessed, and that a QR reader reads it from pixels."""

import io
import random

import pytest
import zxingcpp
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode import QRCode

from backend.sign_in import base32, code
from backend.sign_in.code import Series
from tests.hall import Clock, Hall

SERIES = Series(meeting_id=7, key_id=1, generation=1, slot_ms=10_000)
LENGTH = 36


@pytest.mark.parametrize(("age_ms", "accepted"), [(0, True), (24_999, True), (25_000, True), (25_001, False), (26_000, False)])
def test_a_code_lives_25_seconds_from_its_slots_beginning(age_ms: int, accepted: bool, hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms + 50_000)
    shown = hall.code()
    time.set_ms(opened_ms + 50_000 + age_ms)
    answer = hall.sign_in("wang", code=shown)
    assert answer.status_code == (201 if accepted else 409)
    assert accepted or answer.json["code"] == "code_expired"


def test_a_code_of_the_future_is_not_live_yet(app: Flask) -> None:
    assert not code.is_live(code.Code(1, 1, 1, second=60, purpose="in"), Series(1, 1, 1, 10_000), age_ms=59_999)


def test_every_screen_shows_the_same_code_and_how_long_it_stands(hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms + 12_345)
    screens = [hall.screen() for _ in range(5)]
    assert all(screen == screens[0] for screen in screens)
    assert (screens[0]["left_ms"], screens[0]["digits_left_ms"]) == (7_655, 17_655)


def test_a_code_says_what_it_was_made_of(app: Flask) -> None:
    with app.app_context():
        made = code.make_code(Series(7, 1, 3, 10_000), "out", age_ms=123_456)
        assert code.read_code(made) == code.Code(7, 1, 3, second=120, purpose="out")


def test_random_codes_are_never_accepted(app: Flask) -> None:
    dice = random.Random(1)
    with app.app_context():
        assert not any(code.read_code("".join(dice.choices(base32.ALPHABET, k=LENGTH))) for _ in range(20_000))


def test_a_code_with_any_one_letter_changed_is_refused(app: Flask) -> None:
    with app.app_context():
        right = code.make_code(SERIES, "in", age_ms=0)
        changed = [right[:n] + ("2" if right[n] != "2" else "3") + right[n + 1 :] for n in range(len(right))]
        assert not any(code.read_code(one) for one in changed)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert base32.decode(text, code.SIZE) is None or len(base32.decode(text, code.SIZE) or b"") == 22


def test_one_meetings_key_makes_no_code_of_another(app: Flask) -> None:
    with app.app_context():
        payload = code.PAYLOAD.pack(code.VERSION << 4 | 1, 1, 1, 8, 0)
        assert code.read_code(base32.encode(payload + code._mac(payload, code.period_key(SERIES, 0)))) is None


def test_the_digits_stand_for_a_minute_at_most(app: Flask) -> None:
    with app.app_context():
        shown = code.make_digits(SERIES, "in", age_ms=30_000)
        assert code.digits_fit(shown, SERIES, "in", age_ms=89_999)
        assert not code.digits_fit(shown, SERIES, "in", age_ms=90_000)
        assert shown != code.make_digits(SERIES, "in", age_ms=60_000)


def test_a_reader_reads_the_link_from_the_pixels_of_the_symbol(hall: Hall) -> None:
    shown = hall.screen()
    assert _read(_draw(shown["qr_svg"])) == [shown["url"]]


def test_the_symbol_stays_small_because_the_link_is_upper_case(hall: Hall) -> None:
    symbol = QRCode(border=0)
    symbol.add_data(hall.screen()["url"])
    symbol.make(fit=True)
    assert symbol.modules_count <= 33


def _draw(svg: str) -> Image.Image:
    """The SVG's modules as pixels, read from its path: one square of ten pixels a module."""
    import re

    size = int(float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1]))  # type: ignore[index]
    image = Image.new("L", (size * 10, size * 10), 255)
    for x, y in re.findall(r"M([\d.]+),([\d.]+)H", svg):
        image.paste(0, (round(float(x) * 10), round(float(y) * 10), round(float(x) * 10) + 10, round(float(y) * 10) + 10))
    return Image.open(io.BytesIO(_png(image)))


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _read(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]
