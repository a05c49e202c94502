"""An admin takes in a roster with a mistake in it, and takes out the month's report."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from tests.browser.evening import CHEN, WANG

BRANCH = "和风市/滨江区/梧桐街道/青枫里第一支部"
HEADS = ("组织", "学习卡号", "姓名", "手机号", "职务", "状态")


def roster(file: Path) -> Path:
    book = Workbook()
    for row in (HEADS, (BRANCH, "0199990001", "新来的甲", "19911110001", "", ""), (BRANCH, "0199990002", "新来的乙", "12345", "", "")):
        book.active.append(row)
    book.save(file)
    return file


def test_a_roster_with_one_bad_row_names_it_and_brings_in_the_rest(phone: Callable[..., Page], api: Any, tmp_path: Path) -> None:
    page = phone(CHEN)
    page.get_by_role("link", name="支部", exact=True).click()
    page.get_by_role("link", name="导入名册").click()
    page.locator("input[type=file]").set_input_files(roster(tmp_path / "roster.xlsx"))
    bad = page.get_by_role("row").filter(has_text="12345")
    expect(bad).to_contain_text("3")
    expect(bad).to_contain_text("手机号")
    page.get_by_role("button", name="跳过有问题的行，导入其余的").click()
    expect(page.get_by_text("名册已导入").first).to_be_visible(timeout=15_000)
    names = [one["name"] for one in api(CHEN, "GET", "/api/members?q=01999900")["items"]]
    assert names == ["新来的甲"]


def test_the_report_as_a_file_equals_the_api(phone: Callable[..., Page], api: Any, tmp_path: Path) -> None:
    page = phone(CHEN)
    page.get_by_role("link", name="支部", exact=True).click()
    page.get_by_role("link", name="报表").click()
    page.get_by_role("link", name="每个人学了多少小时").click()
    page.get_by_role("button", name="今年").click()
    expected = rows_of_the_api(api)
    assert len(expected) > 90
    assert read_xlsx(download(page, "下载 Excel", tmp_path / "report.xlsx")) == expected
    page.get_by_role("button", name="其他格式").click()
    assert read_csv(download(page, "CSV", tmp_path / "report.csv")) == expected
    keep_for_each_month(page)
    assert {one["name"] for one in api(WANG, "GET", "/api/me/exports")["items"]} == {CHEN}


def keep_for_each_month(page: Page) -> None:
    """The same question is saved, found again, paused and deleted."""
    page.get_by_role("button", name="保存这份报表").click()
    page.get_by_label("名称").fill("全区今年学时")
    page.get_by_role("button", name="每月").click()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存。下一次：")).to_be_visible()
    page.goto("/reports/saved")
    kept = page.get_by_role("article", name="全区今年学时")
    kept.get_by_role("button", name="暂停").click()
    expect(kept.get_by_text("已暂停")).to_be_visible()
    kept.get_by_role("button", name="删除").click()
    page.get_by_role("dialog").get_by_role("button", name="删除").click()
    expect(kept).to_have_count(0)


Row = tuple[str, str, str, float, float, float, float]


def download(page: Page, button: str, file: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    waiting.value.save_as(file)
    return file


def rows_of_the_api(api: Any) -> list[Row]:
    year = api(CHEN, "GET", "/api/study/summary")["year"]
    district = api(CHEN, "GET", "/api/organisations")["items"][0]["id"]
    rows, after = [], ""
    while after is not None:
        page = api(
            CHEN, "GET", f"/api/reports/study-hours?organisation={district}&first_day={year}-01-01&last_day={year}-12-31&limit=100{after}"
        )
        rows += page["items"]
        after = page["next"] and f"&after={page['next']}"
    seconds = ("study_seconds", "meeting_seconds", "outside_seconds", "total_seconds")
    return [(row["branch_name"], row["card_number"], row["name"], *(round(row[name] / 3600, 2) for name in seconds)) for row in rows]


def read_xlsx(file: Path) -> list[Row]:
    return [row[:7] for row in load_workbook(file, read_only=True).worksheets[0].iter_rows(min_row=2, values_only=True)]


def read_csv(file: Path) -> list[Row]:
    _, *rows, last = csv.reader(io.StringIO(file.read_text("utf-8-sig")))
    assert last[0] == f"行数 {len(rows)}"
    return [(row[0], row[1].rstrip("\t"), row[2], *map(float, row[3:7])) for row in rows]
