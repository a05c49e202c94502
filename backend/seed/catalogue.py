"""The invented city's courses: civic subjects, as many as a real city has, with lessons of text."""

from collections.abc import Iterator
from datetime import datetime
from itertools import product
from random import Random
from typing import Any

from backend.courses.search_text import search_text

COURSES, LESSONS = 1_432, 15_000
CATEGORIES = ("急救", "数字技能", "消防安全", "志愿服务", "健康生活", "社区议事", "防灾减灾", "法律常识")
SUBJECTS = (
    "心肺复苏", "止血包扎", "智能手机", "移动支付", "防范诈骗", "家庭防火", "电动车充电", "灭火器", "探访邻里", "助老服务",
    "活动组织", "合理用药", "健康饮食", "居家运动", "垃圾分类", "楼道议事", "防汛", "避险", "合同", "消费维权",
)  # fmt: skip
WAYS = ("入门", "第一步", "常见问题", "案例讲解", "动手练习", "安全须知", "一图读懂", "小组讨论", "情景演练", "自测与回顾")
YEARS = ("基础篇", "提高篇", "家庭篇", "社区篇", "夏季篇", "冬季篇", "老年篇", "亲子篇")
LESSON_SECONDS = (600, 900, 1200, 1800, 2700)


def titles() -> Iterator[str]:
    for volume, way, subject in product(YEARS, WAYS, SUBJECTS):
        yield f"{subject}{way}·{volume}"


def courses_of(members: int, now: datetime) -> list[dict[str, Any]]:
    """Rows of `courses`: all 1,432 for a city, fewer for a small one."""
    count = max(10, min(COURSES, members // 100))
    return [_course(number, title, now) for number, title in zip(range(1, count + 1), titles(), strict=False)]


def lessons_of(course: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of `lessons` of a course; 15,000 in all the city's courses."""
    number = course["id"]
    count = (number * LESSONS) // COURSES - ((number - 1) * LESSONS) // COURSES
    first = ((number - 1) * LESSONS) // COURSES + 1
    dice = Random(number)  # the same course each time
    return [_lesson(first + place, number, place + 1, dice.choice(LESSON_SECONDS), course["title"]) for place in range(count)]


def _course(number: int, title: str, now: datetime) -> dict[str, Any]:
    summary = f"{title}：讲清要点，跟着做一遍，再想一想。"
    return {
        "id": number,
        "key": f"seed-{number}",
        "organisation_id": 1,
        "title": title,
        "summary": summary,
        "category_id": 1 + number % len(CATEGORIES),
        "required": number % 50 == 1,
        "recommended": number % 20 == 2,
        "on_menu": number % 30 == 3,
        "search_text": search_text(title, summary),
        "published_at": now,
        "changed_at": now,
    }


def _lesson(lesson_id: int, course_id: int, position: int, seconds: int, title: str) -> dict[str, Any]:
    return {
        "id": lesson_id,
        "course_id": course_id,
        "key": f"{position}.md",
        "position": position,
        "title": f"第{position}课",
        "kind": "text",
        "nominal_seconds": seconds,
        "optional": False,
        "body": f"## {title}\n\n第{position}课。先看要点，再跟着做一遍。",
        "media_bytes": 0,
        "captions": [],
        "content_hash": f"seed-{lesson_id}",
        "version": 1,
    }
