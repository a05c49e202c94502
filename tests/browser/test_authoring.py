"""An admin writes a course on a phone; its video goes on where a reload cut it off; a member then has it, until it is withdrawn."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.browser.evening import CHEN, WANG

VIDEO = Path(__file__).parents[2] / "backend" / "demo" / "content" / "courses" / "first-aid-basics" / "03-chest-compressions.mp4"
FIRST_PART = 2**20
PARTS = "**/api/uploads/*/parts/*"


def begin_course(page: Page) -> None:
    page.goto("/organisations/2/authored-courses")
    page.get_by_role("button", name="新课程").first.click()
    page.get_by_label("题目").fill("家庭用电安全")
    page.get_by_label("类别").fill("安全")
    page.get_by_role("button", name="开始编写").click()
    page.get_by_text("加一课以后就可以发布").wait_for()


def write_text(page: Page) -> None:
    """A text whose preview is the server's."""
    page.get_by_role("button", name="写文字").click()
    page.get_by_label("课文").fill("插座**发黑**就不要再用了。<script>alert(1)</script>")
    page.get_by_role("button", name="看效果").click()
    expect(page.locator("article strong")).to_have_text("发黑")
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_text("草稿已保存").first.wait_for()
    page.get_by_role("link", name="返回").click()


def cut_off_after(first: int, context: BrowserContext) -> None:
    """Only the beginning of a file gets through."""

    def pass_or_cut(route: Route) -> None:
        offset = int(route.request.url.rpartition("/")[2])
        _ = route.continue_() if offset < first else route.abort()

    context.route(PARTS, pass_or_cut)


def upload_with_a_reload(page: Page) -> list[int]:
    """The offsets at which parts were sent after the reload."""
    page.get_by_role("button", name="传视频").click()
    cut_off_after(FIRST_PART, page.context)
    page.locator("input[type=file]").set_input_files(VIDEO)
    page.get_by_text("网络恢复后会自己接着传").wait_for()
    page.reload()
    page.get_by_text("上次传到 1 MB（共 1.1 MB）").wait_for()
    page.context.unroute(PARTS)
    sent: list[int] = []

    def note(request: Request) -> None:
        if "/parts/" in request.url:
            sent.append(int(request.url.rpartition("/")[2]))

    page.on("request", note)
    page.locator("input[type=file]").set_input_files(VIDEO)
    page.locator("video").wait_for()
    page.get_by_text("计 1 分钟 11 秒").wait_for()
    page.get_by_role("link", name="返回").click()
    return sent


def test_a_course_is_written_uploaded_published_and_withdrawn(phone: Callable[..., Page]) -> None:
    admin, member = phone(CHEN), phone(WANG)
    begin_course(admin)
    write_text(admin)
    assert upload_with_a_reload(admin) == [FIRST_PART]
    member.goto("/study")
    member.get_by_role("heading", level=1).wait_for()
    expect(member.get_by_text("家庭用电安全")).to_have_count(0)
    admin.get_by_role("button", name="发布课程").click()
    admin.get_by_text("学习的人看到的就是现在的内容").wait_for()
    course = admin.url.rpartition("/")[2]
    member.goto(f"/courses/{course}")
    member.get_by_role("link", name="第2课").click()
    expect(member.locator("video")).to_be_visible()
    length = "video => new Promise((done) => video.duration ? done(video.duration) : (video.onloadedmetadata = () => done(video.duration)))"
    assert 70 < member.locator("video").evaluate(length) < 72
    admin.get_by_role("button", name="撤下").click()
    admin.get_by_role("dialog").get_by_role("button", name="撤下").click()
    admin.get_by_text("已撤下").wait_for()
    member.reload()
    expect(member.get_by_text("找不到这项内容")).to_be_visible()
