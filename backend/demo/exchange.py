"""A few friendly questions and answers under the demo's lessons, written by the same code as real ones."""

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.courses.models import Lesson
from backend.exchange.like import like, mark_helpful
from backend.exchange.models import Post
from backend.exchange.write import answer, ask
from backend.members.models import Member
from backend.organisations.models import Organisation


class Said(NamedTuple):
    """Who (by card number) said what, how many days ago, how many find it useful, and whether it helped whoever asked."""

    card: str
    body: str
    days: int
    likes: int = 0
    helped: bool = False


# {lesson: threads, each a question with its answers}
TALK: dict[str, list[tuple[Said, ...]]] = {
    "吃东西噎住了怎么办": [
        (
            Said("0100010005", "家里只有自己一个人的时候噎住了，怎么办？", 12, likes=6),
            Said(
                "0100020002",
                "还能咳就用力咳。咳不出来，用椅背或桌边顶住肚脐上方，快速往里、往上压。能按手机就先打 120，开免提。",
                12,
                likes=9,
                helped=True,
            ),
            Said("0100010013", "我在饭桌边贴了 120 和对门邻居的电话，心里踏实些。", 11, likes=3),
        ),
    ],
    "胸外按压：记住节奏和力度": [
        (
            Said("0100010002", "按压的快慢总记不住，大家有什么好办法？", 3, likes=4),
            Said("0100010001", "每分钟 100 到 120 次，大约一秒两下。我一边出声数一边按，练两回就记住了。", 2, likes=5),
            Said("0100010008", "累了就换人按，不要停。社区教室有假人可以练，下次一起去。", 1, likes=2),
        ),
    ],
    "恢复体位：让呼吸保持通畅": [
        (
            Said("0100010009", "把人侧过来以后，要一直扶着吗？", 20, likes=2),
            Said(
                "0100010012",
                "上面那条腿弯起来抵住地面就稳了。人不要走开，一直看着呼吸，等急救人员来。",
                19,
                likes=4,
                helped=True,
            ),
        ),
    ],
    "等救护车的十分钟，可以做什么": [
        (
            Said("0100010006", "等救护车的时候，可以给病人喝点水吗？", 6, likes=1),
            Said("0100010001", "先不要喝水、吃东西，也不要自己喂药，等急救人员来。有不清楚的，在电话里问 120。", 6, likes=1, helped=True),
        ),
    ],
    "把字调大，把声音调清楚": [
        (
            Said("0100010010", "字调大以后，有的按钮跑到屏幕外面去了，怎么办？", 8, likes=3),
            Said("0100010015", "在“显示”里把“显示大小”调小一格，只留大字体，按钮就回来了。", 8, likes=5, helped=True),
            Said("0100010018", "点到自己也有长辈模式：“我的”里面点“文字大小”。", 7, likes=4),
        ),
    ],
    "无线网络和流量，分清楚再上网": [
        (
            Said("0100010007", "怎么看出来现在用的是无线网还是流量？", 15, likes=2),
            Said("0100010019", "看屏幕最上面：有扇形的图标是无线网，写着 4G 或 5G 是流量。", 14, likes=3, helped=True),
        ),
    ],
    "设好紧急联系人，一键能求助": [
        (Said("0100010016", "手机锁着的时候，别人怎么联系到我家里人？", 5, likes=1),),
    ],
}
FANS = ["0100010003", *(f"01000200{n:02}" for n in range(3, 10)), "0100010014"]


def talk_under_lessons() -> None:
    """Where the lesson and the people are there: a smaller demo has a smaller talk."""
    lessons = {lesson.title: lesson for lesson in db.session.scalars(select(Lesson))}
    people = _people()
    numbers = iter(range(1, 1000))
    for title, threads in TALK.items():
        for question, *answers in threads:
            if title not in lessons or not {said.card for said in (question, *answers)} <= set(people):
                continue
            asked = ask(lessons[title], people[question.card], **_words(question, next(numbers)))
            _back_date(asked, question, people, hours=9)
            for hours, said in zip((6, 2), answers, strict=False):
                given = answer(asked, people[said.card], **_words(said, next(numbers)))
                _back_date(given, said, people, hours=hours)
                if said.helped:
                    mark_helpful(given, people[question.card])


def _people() -> dict[str, Actor]:
    rows = db.session.execute(select(Member.card_number, Member.id, Member.name, Member.branch_id, Organisation.path).join(Member.branch))
    return {row.card_number: Actor(row.id, row.name, row.branch_id, row.path, session_id=0, must_change_password=False) for row in rows}


def _words(said: Said, number: int) -> dict[str, Any]:
    return {"operation_id": str(UUID(int=number)), "body": said.body}


def _back_date(post: Post, said: Said, people: dict[str, Actor], *, hours: int) -> None:
    post.written_at = clock.now() - timedelta(days=said.days, hours=hours, minutes=7 * said.likes)
    for card in FANS[: said.likes]:
        if card in people:
            like(post, people[card])
