"""Member cards: one's own, a branch's to print, read from pixels."""

import io
from typing import Any

import zxingcpp
from PIL import Image
from qrcode import QRCode

from tests.asker import Asker
from tests.hall import Hall


def test_my_card_signs_me_in_when_the_secretary_scans_it(ask: Asker, hall: Hall) -> None:
    card = ask("wang", "GET", "/api/me/card").json
    assert (card["name"], card["branch"]) == ("Wang", "青枫里支部")
    assert read(card["url"]) == card["url"]
    assert hall.mark(card=card["url"])["name"] == "Wang"
    (arrival,) = hall.board().json["signed_in"]
    assert (arrival["method"], arrival["assurance"], arrival["reason"]) == ("card", "D", "card")


def test_a_card_of_another_branch_is_no_ticket(ask: Asker, hall: Hall) -> None:
    assert hall.mark(card=ask("zhao", "GET", "/api/me/card").json["url"])["code"] == "not_on_roster"


def test_a_secretary_prints_the_branchs_cards_and_nobody_elses(ask: Asker, hall: Hall) -> None:
    cards = ask("li", "GET", f"/api/members/cards?organisation={hall.world['qingfeng']}").json["items"]
    assert [card["name"] for card in cards] == ["Li", "Wang", "Mei", "Ning"]
    assert cards[1]["url"] == ask("wang", "GET", "/api/me/card").json["url"]
    assert ask("li", "GET", f"/api/members/cards?organisation={hall.world['wutong']}").status_code == 403
    assert ask("wang", "GET", f"/api/members/cards?organisation={hall.world['qingfeng']}").status_code == 403


def test_a_card_says_nothing_but_who(ask: Asker) -> None:
    """No name, no number of the member's stands in the symbol."""
    url = ask("wang", "GET", "/api/me/card").json["url"]
    assert "000002" not in url
    assert "WANG" not in url


def read(text: str) -> Any:
    """What a reader sees in the symbol of this text, drawn small."""
    symbol = QRCode(box_size=4)
    symbol.add_data(text)
    file = io.BytesIO()
    symbol.make_image().save(file, "PNG")
    (found,) = zxingcpp.read_barcodes(Image.open(file))
    return found.text
