"""What stays of a meeting: heads against the list, minutes, a photo without its secrets, the record, and a correction of it."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.evening import CHEN, LI, LIN, WANG, current_link, expect_receipt
from tests.browser.pixels import path_of

MAKE, PLACE = 0x010F, 0x8825  # where EXIF keeps the phone's maker, and where the picture was taken
SECRET = "Phone of an invented maker"


def photo_with_secrets(file: Path) -> Path:
    """A photo as a phone takes it: with its maker, and with the place."""
    exif = Image.Exif()
    exif[MAKE] = SECRET
    exif.get_ifd(PLACE).update({1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)})
    Image.effect_noise((640, 480), 60).convert("RGB").save(file, "JPEG", exif=exif)
    assert SECRET.encode() in file.read_bytes()
    return file


def test_a_meeting_is_closed_and_corrected_and_the_level_above_sees_it(
    phone: Callable[..., Page], api: Any, meeting: int, tmp_path: Path
) -> None:
    for person in (WANG, CHEN, LIN):
        member = phone(person)
        member.goto(path_of(current_link(api, meeting)))
        expect_receipt(member)
    secretary = phone(LI)
    secretary.goto(f"/meetings/{meeting}")
    secretary.get_by_role("link", name="结束签到").click()
    write_minutes(secretary)
    add_photo(secretary, photo_with_secrets(tmp_path / "hall.jpg"))
    assert SECRET.encode() not in kept_photo(api, meeting)
    close_with_one_more_in_the_room(secretary)
    expect(secretary.get_by_text("结束时现场 4 人，名单 3 人 · 有来宾旁听")).to_be_visible()
    add_to_the_list(secretary, LI)
    admin = phone(CHEN)
    admin.goto("/corrections")
    correction = admin.get_by_role("listitem").filter(has_text=f"{LI}：改为到场").first
    expect(correction).to_contain_text("原因：在现场，忘了签到")
    correction.get_by_role("link", name="消防演练").click()
    expect(admin.get_by_role("heading", name="会议档案")).to_be_visible()
    expect(admin.get_by_text("以上人数已按 1 次更正计算。")).to_be_visible()


def write_minutes(secretary: Page) -> None:
    """From the template, and back to the closing."""
    secretary.get_by_role("link", name="会议记录").click()
    text = secretary.get_by_label("记录内容")
    expect(text).to_have_value(re.compile("消防演练"))
    text.press("Control+End")
    text.press_sequentially("一、学会用灭火器。")
    secretary.get_by_role("button", name="保存到服务器").click()
    expect(secretary.get_by_text("已送达服务器。")).to_be_visible()
    secretary.get_by_role("link", name="返回").click()
    expect(secretary.get_by_role("link", name="会议记录")).to_contain_text("已经写了")


def add_photo(secretary: Page, photo: Path) -> None:
    secretary.get_by_role("link", name="照片").click()
    secretary.locator("input[type=file][multiple]").set_input_files(photo)
    secretary.get_by_role("button", name="没有说明").click()
    secretary.get_by_label("说明").fill("院子里的灭火器")
    secretary.get_by_role("button", name="保存").click()
    expect(secretary.get_by_role("button", name="院子里的灭火器")).to_be_visible()
    secretary.get_by_role("link", name="返回").click()
    expect(secretary.get_by_role("link", name="照片")).to_contain_text("1 张")


def kept_photo(api: Any, meeting: int) -> bytes:
    """The picture that the server keeps, and that it is one."""
    photo = api(LI, "GET", f"/api/meetings/{meeting}/photos")["items"][0]
    content = api.read(LI, f"/api/meetings/{meeting}/photos/{photo['id']}")
    assert not Image.open(io.BytesIO(content)).getexif()
    return content


def close_with_one_more_in_the_room(secretary: Page) -> None:
    """The room says 4, the list says 3: that needs a word."""
    close = secretary.get_by_role("button", name="结束签到，留下记录")
    secretary.get_by_label("现场有多少人？").fill("4")
    expect(secretary.get_by_text("现场比名单多 1 人")).to_be_visible()
    expect(close).to_be_disabled()
    secretary.get_by_role("button", name="有来宾旁听").click()
    close.click()
    secretary.get_by_role("dialog").get_by_role("button", name="结束签到，留下记录").click()
    expect(secretary.get_by_role("heading", name="会议档案")).to_be_visible()


def add_to_the_list(secretary: Page, name: str) -> None:
    secretary.get_by_role("button", name=f"{name}：详情").click()
    secretary.get_by_role("button", name="改为到场").click()
    sheet = secretary.get_by_role("dialog").filter(has_text=f"把{name}改为到场？")
    expect(sheet.get_by_role("button", name="改为到场")).to_be_disabled()
    sheet.get_by_role("button", name="在现场，忘了签到").click()
    sheet.get_by_role("button", name="改为到场").click()
    expect(secretary.get_by_role("listitem").filter(has_text=f"{name}：改为到场")).to_contain_text("原因：在现场，忘了签到")
    expect(secretary.get_by_text("到场（4）")).to_be_visible()
