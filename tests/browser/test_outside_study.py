"""Outside study from a member's phone to the hours and on to a certificate that a stranger verifies."""

import io
import re
from collections.abc import Callable
from typing import Any

import pypdfium2
import zxingcpp
from playwright.sync_api import Page, expect

from tests.browser.evening import LI, WANG
from tests.records import pictures

TITLE = "楼道消防演练"


def declare(page: Page) -> None:
    page.goto("/outside/new")
    page.get_by_role("button", name="申报", exact=True).click()
    expect(page.get_by_text("请写学了什么")).to_be_visible()  # what is missing is said where it is missing
    page.get_by_label("学了什么").fill(TITLE)
    page.get_by_role("button", name="到场参加").click()
    page.get_by_role("button", name="2 小时").click()
    photo = {"name": "sheet.jpg", "mimeType": "image/jpeg", "buffer": pictures.jpeg()}
    page.locator("input[type=file]").last.set_input_files(photo)
    page.get_by_role("button", name="申报", exact=True).click()
    page.wait_for_url(re.compile(r"/outside/\d+$"))


def test_what_is_declared_is_decided_and_counts(phone: Callable[..., Page], api: Any) -> None:
    before = api(WANG, "GET", "/api/me/hours")["outside_seconds"]
    wang = phone(WANG)
    declare(wang)
    expect(wang.get_by_text("等待决定", exact=True)).to_be_visible()
    expect(wang.get_by_role("button", name="看大图")).to_have_count(1)
    assert api(WANG, "GET", "/api/me/hours")["outside_seconds"] == before

    li = phone(LI)
    li.goto(f"/organisations/{api(LI, 'GET', '/api/me')['branch']['id']}/outside")
    card = li.get_by_role("article", name=f"{WANG} · {TITLE}")
    card.get_by_role("button", name="改时间").click()
    card.get_by_label("计入多少分钟").fill("90")
    card.get_by_role("button", name="以签到表为准").click()
    card.get_by_role("button", name="按这个时间同意").click()
    expect(card).to_have_count(0)

    wang.goto("/me/hours")
    expect(wang.get_by_text(TITLE)).to_be_visible()
    assert api(WANG, "GET", "/api/me/hours")["outside_seconds"] == before + 5400


def test_a_certificate_is_taken_and_a_stranger_verifies_it_from_the_paper(phone: Callable[..., Page], server: str) -> None:
    wang = phone(WANG)
    wang.goto("/certificates")
    wang.get_by_role("button", name=re.compile("年学时证书")).first.click()
    with wang.expect_download() as saved:
        wang.get_by_role("button", name="保存 PDF").first.click()
    picture = pypdfium2.PdfDocument(io.BytesIO(saved.value.path().read_bytes()))[0].render(scale=2).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.startswith(f"{server}/V/".upper())

    stranger = phone()
    stranger.goto("/V/" + code.text.rpartition("/")[2])
    expect(stranger.get_by_text("证书有效")).to_be_visible()
    expect(stranger.get_by_text(f"{WANG[0]}*{WANG[-1]}")).to_be_visible()
    assert WANG not in stranger.locator("body").inner_text()
    stranger.goto("/V")
    stranger.get_by_label("证书编号").fill("0" * 20)
    stranger.get_by_role("button", name="查验").click()
    expect(stranger.get_by_text("没有这份证书")).to_be_visible()
