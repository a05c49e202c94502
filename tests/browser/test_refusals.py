"""Every reason for which a member is turned away: its sentence and one thing to do, in both languages, in large text on 360 px."""

import base64
import hmac
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend.sign_in import base32
from backend.sign_in.code import MAC_BYTES, PAYLOAD, PURPOSES, VERSION
from tests.browser.evening import (
    CHEN,
    CODE_LIVES_MS,
    LI,
    WANG,
    close_meeting,
    current_link,
    member_id,
    plan_meeting,
)
from tests.browser.pixels import path_of
from tests.browser.sound import LOCALES, faults_here, put_on

LOOKS = ("zh large", "en large")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# The phone's own storage is damaged: its ticket is one that no server knows, or its key is gone.
SPOIL_TICKET = """() => new Promise((done) => {
    indexedDB.open("muster").onsuccess = ({ target }) => {
        const change = target.result.transaction("scans", "readwrite");
        const scans = change.objectStore("scans");
        scans.getAll().onsuccess = (all) => all.target.result.forEach((scan) => scans.put({ ...scan, ticket: "of-no-server" }));
        change.oncomplete = () => (target.result.close(), done());
    };
})"""
LOSE_KEY = """() => new Promise((done) => {
    indexedDB.open("muster").onsuccess = ({ target }) => {
        const change = target.result.transaction("device_keys", "readwrite");
        change.objectStore("device_keys").clear();
        change.oncomplete = () => (target.result.close(), done());
    };
})"""


def sentences(language: str) -> dict[str, str]:
    words = (LOCALES / f"sign_in.{language}.ts").read_text("utf-8")
    return dict(re.findall(r'(why_\w+|deed_\w+):\s*"(.*?)",\n', words))


def code_by_lease(api: Any, meeting: int, purpose: str, by: str = LI, second: int | None = None) -> str:
    """The path of a code as a screen makes it that holds the meeting's lease: true, and of any purpose and moment."""
    lease = api(by, "POST", f"/api/meetings/{meeting}/leases", {})
    now = lease["age_ms"] // lease["slot_ms"] * lease["slot_ms"] // 1000 if second is None else second
    head = VERSION << 4 | PURPOSES.index(purpose) + 1
    payload = PAYLOAD.pack(head, lease["key_id"], lease["generation"], meeting, now)
    key = next(one["key"] for one in lease["keys"] if one["period"] == now * 1000 // lease["period_ms"])
    mac = hmac.digest(base64.urlsafe_b64decode(key + "=="), payload, sha256)[:MAC_BYTES]
    return f"/S/{base32.encode(payload + mac)}"


def test_a_member_who_is_turned_away_reads_why_and_what_to_do(phone: Callable[..., Page], api: Any, meeting: int) -> None:
    member = phone(WANG)
    faults: list[str] = []
    for reason, reach in REACHED.items():
        put_on(member, LOOKS[0])
        over = reach(api, meeting, member)
        faults += faults_of_refusal(member, LOOKS[0], reason)
        put_on(member, LOOKS[1])
        # The same code is sent again by opening its link again; digits have to be typed.
        member.reload() if "/S/" in member.url else reach(api, meeting, member)
        faults += faults_of_refusal(member, LOOKS[1], reason)
        if over:
            close_meeting(api, over, by=CHEN)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("look", LOOKS)
def test_a_scan_that_its_phone_has_spoilt_reads_why(look: str, phone: Callable[..., Page], api: Any, meeting: int) -> None:
    faults: list[str] = []
    for reason, damage in (("ticket_expired", SPOIL_TICKET), ("ticket_of_another_device", LOSE_KEY)):
        stranger = phone()
        put_on(stranger, look)
        scan_as_a_stranger(api, meeting, stranger, damage)
        faults += faults_of_refusal(stranger, look, reason)
    assert not faults, "\n".join(faults)


def faults_of_refusal(page: Page, look: str, reason: str) -> list[str]:
    language = look.split()[0]
    said = sentences(language)
    expect(page.get_by_text(said[f"why_{reason}"], exact=True)).to_be_visible()
    expect(page.get_by_text(said[f"deed_{reason}"], exact=True)).to_be_visible()
    faults = faults_here(page, look)
    deeds = page.locator("main").get_by_role("button").all_inner_texts()
    faults += [] if len(deeds) == 1 else [f"there is not one thing to do, but {deeds}"]
    left = CHINESE.search(page.locator("main").inner_text()) if language == "en" else None
    return [f"{look} {reason}: {fault}" for fault in faults + (["Chinese words are left"] if left else [])]


def scan_as_a_stranger(api: Any, meeting: int, stranger: Page, damage: str) -> None:
    stranger.goto(path_of(current_link(api, meeting)))
    stranger.locator("main").get_by_role("button").click()
    stranger.get_by_role("button", name=CHEN).wait_for()
    stranger.evaluate(damage)
    stranger.reload()  # what it had in its memory is gone too
    stranger.get_by_role("button", name=CHEN).click()


def not_one_of_ours(api: Any, meeting: int, member: Page) -> None:
    live = path_of(current_link(api, meeting))
    member.goto(live[:-1] + ("0" if live[-1] != "0" else "1"))


def too_old(api: Any, meeting: int, member: Page) -> None:
    """The first code that the meeting had."""
    age = api(LI, "POST", f"/api/meetings/{meeting}/leases", {})["age_ms"]
    member.wait_for_timeout(max(0, CODE_LIVES_MS - age))
    member.goto(code_by_lease(api, meeting, "in", second=0))


def closed(api: Any, meeting: int, member: Page) -> None:
    over = plan_meeting(api)
    api(LI, "PUT", f"/api/meetings/{over}/opening", {})
    live = path_of(current_link(api, over))
    close_meeting(api, over)
    member.goto(live)


def not_on_the_list(api: Any, meeting: int, member: Page) -> int:
    mine = api(LI, "GET", "/api/me")["branch"]["id"]
    other = plan_meeting(api, by=CHEN, branch=mine + 1)
    api(CHEN, "PUT", f"/api/meetings/{other}/opening", {})
    member.goto(code_by_lease(api, other, "in", by=CHEN))
    return other


def on_leave(api: Any, meeting: int, member: Page) -> int:
    missed = plan_meeting(api)
    api(WANG, "PUT", f"/api/meetings/{missed}/leave", {"reason": "要上班"})
    api(LI, "PUT", f"/api/meetings/{missed}/leaves/{member_id(api, WANG)}", {"granted": True, "note": None})
    api(LI, "PUT", f"/api/meetings/{missed}/opening", {})
    member.goto(path_of(current_link(api, missed)))
    return missed


def out_before_in(api: Any, meeting: int, member: Page) -> None:
    member.goto(code_by_lease(api, meeting, "out"))


def wrong_digits(api: Any, meeting: int, member: Page) -> None:
    right = api(LI, "GET", f"/api/meetings/{meeting}/code")["digits"]
    member.goto(f"/scan?meeting={meeting}")
    member.get_by_role("textbox").fill(f"{(int(right) + 111_111) % 1_000_000:06}")
    member.locator("form button[type=submit]").click()
    member.locator("form").wait_for(state="detached")


def wrong_digits_too_often(api: Any, meeting: int, member: Page) -> None:
    for _ in range(5):
        wrong_digits(api, meeting, member)


def answering_nobody(api: Any, meeting: int, member: Page) -> None:
    """Who is in shows an answer to a second check that is over."""
    member.goto(path_of(current_link(api, meeting)))
    expect(member.get_by_role("button")).to_have_count(2)  # the receipt's
    member.goto(code_by_lease(api, meeting, "check"))


# In this order: whoever is in is turned away for nothing else any more. What is answered is a meeting to be closed afterwards.
REACHED: dict[str, Callable[[Any, int, Page], int | None]] = {
    "code_invalid": not_one_of_ours,
    "closed": closed,
    "not_on_roster": not_on_the_list,
    "on_leave": on_leave,
    "not_in_yet": out_before_in,
    "digits_wrong": wrong_digits,
    "too_many_tries": wrong_digits_too_often,
    "code_expired": too_old,
    "nobody_asked": answering_nobody,
}
