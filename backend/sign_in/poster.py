"""The poster at the door: a plain link to the meeting's page, which signs nobody in, as SVG, PNG and a sheet to print."""

from html import escape

from backend.core.clock import zone
from backend.core.config import settings
from backend.meetings.models import Meeting
from backend.sign_in.qr import qr_png, qr_svg

STEPS = {
    "zh": (
        "① 扫大屏幕上的签到码，不是这张纸上的码",
        "② 没有网络也可以扫：手机会先保存",
        "③ 没带手机？请找支部书记签到",
        "扫这里看会议安排",
    ),
    "en": (
        "1  Scan the code on the screen, not this one",
        "2  No network? Your phone keeps the scan",
        "3  No phone? The secretary signs you in",
        "Scan here for the meeting's page",
    ),
}


def page_of(meeting: Meeting) -> str:
    return f"{settings().public_url.rstrip('/')}/meetings/{meeting.id}"


def poster_svg(meeting: Meeting) -> str:
    return qr_svg(page_of(meeting))


def poster_png(meeting: Meeting) -> bytes:
    return qr_png(page_of(meeting))


def sheet_svg(meeting: Meeting, language: str) -> str:
    """An A4 sheet in millimetres. Long titles are set on two lines and then smaller."""
    when = meeting.starts_at.astimezone(zone())
    steps, caption = STEPS[language][:3], STEPS[language][3]
    title = _lines(meeting.title)
    symbol = poster_svg(meeting).partition("<svg")[2].partition(">")[2].rpartition("</svg>")[0]
    size = _view_size(poster_svg(meeting))
    body = [_text(line, 36 + 17 * number, 15 if len(title) < 3 else 11, weight=700) for number, line in enumerate(title)]
    body.append(_text(f"{when:%Y-%m-%d %H:%M}　{meeting.place}", 36 + 17 * len(title), 9))
    body += [_text(step, 112 + 17 * number, 8.5, anchor="start", x=18) for number, step in enumerate(steps)]
    body.append(f'<svg x="55" y="164" width="100" height="100" viewBox="0 0 {size} {size}">{symbol}</svg>')
    body.append(_text(caption, 274, 9))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297" '
        'font-family="PingFang SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif">'
        f'<rect width="210" height="297" fill="#fff"/>{"".join(body)}</svg>'
    )


def _lines(title: str) -> list[str]:
    longest = 12 if not title.isascii() else 24
    return [title[start : start + longest] for start in range(0, len(title), longest)][:4]


def _text(text: str, y: float, size: float, *, weight: int = 400, anchor: str = "middle", x: float = 105) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}">{escape(text)}</text>'


def _view_size(svg: str) -> str:
    return svg.partition('viewBox="0 0 ')[2].partition(" ")[0]
