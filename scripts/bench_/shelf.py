"""Fills the catalogue to a size: courses, lessons, and what each phone's member has studied of them. The same at every run."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from backend.core import clock
from backend.core.db import db
from backend.courses.models import Category, Course, Lesson
from backend.courses.progress import LessonProgress
from backend.courses.search_text import search_text
from backend.organisations.models import Organisation
from bench_.seed import Hall

DICE = random.Random(1432)  # noqa: S311 # titles, no secrets
ABOUT = (
    "急救",
    "消防",
    "防骗",
    "节能",
    "用药",
    "营养",
    "睡眠",
    "志愿服务",
    "邻里互助",
    "智能手机",
    "书法",
    "垃圾分类",
    "防汛",
    "出行安全",
    "读书",
)
HOW = ("入门", "进阶", "常识", "实践", "案例", "问答", "一百问", "从头学", "家庭篇", "社区篇", "老年篇", "青年篇")
CATEGORIES = ("健康生活", "居家安全", "数字生活", "志愿服务", "社区治理", "文化", "法律常识", "应急", "环保", "技能", "读书", "综合")
KEY = "bench-course-"  # others' courses may be there already
STUDIED = 60  # lessons of a member


def fill_catalogue(hall: Hall, courses: int, lessons: int) -> None:
    """So many courses of the city, offered to everybody, with so many lessons in all."""
    with hall.reading():
        owner = db.session.scalars(select(Organisation.id).where(Organisation.parent_id.is_(None))).one()
        known = set(db.session.scalars(select(Category.name)))
        db.session.add_all(Category(name=name) for name in CATEGORIES if name not in known)
        db.session.flush()
        categories = list(db.session.scalars(select(Category.id).order_by(Category.id)))
        shares = [lessons // courses + (number < lessons % courses) for number in range(courses)]
        titles = [[f"第{n}课 {_title()}" for n in range(1, share + 1)] for share in shares]
        rows = [_course(number, owner, DICE.choice(categories), mine) for number, mine in enumerate(titles)]
        db.session.execute(insert(Course), rows)
        ids = list(db.session.scalars(select(Course.id).where(Course.key.startswith(KEY)).order_by(Course.id)))
        db.session.execute(insert(Lesson), [row for course_id, mine in zip(ids, titles, strict=True) for row in _lessons(course_id, mine)])
        _study(hall, list(db.session.scalars(select(Lesson.id).where(Lesson.course_id.in_(ids)))))
        db.session.commit()


def _course(number: int, owner: int, category_id: int, lessons: Sequence[str]) -> dict[str, Any]:
    title, summary = f"{_title()}（{number}）", "，".join(_title() for _ in range(3)) + "。"
    return {
        "key": f"{KEY}{number}",
        "organisation_id": owner,
        "category_id": category_id,
        "title": title,
        "summary": summary,
        "required": number % 40 == 0,
        "recommended": number % 25 == 0,
        "published_at": clock.now() - timedelta(days=number % 700),
        "search_text": search_text(title, summary, *lessons),
    }


def _lessons(course_id: int, titles: Sequence[str]) -> list[dict[str, Any]]:
    text = {"course_id": course_id, "kind": "text", "body": "", "content_hash": "", "captions": []}
    facts = {"nominal_seconds": 600, "media_bytes": 20_000_000}
    return [{**text, **facts, "key": str(position), "position": position, "title": title} for position, title in enumerate(titles)]


def _study(hall: Hall, lessons: Sequence[int]) -> None:
    now = clock.now()
    facts = {"version": 1, "covered": [[0, 600_000]], "position_ms": 600_000, "counted_ms": 600_000, "completed_at": now, "studied_at": now}
    mine = {phone.member_id: DICE.sample(lessons, min(STUDIED, len(lessons))) for phone in hall.phones}
    db.session.execute(
        insert(LessonProgress), [{**facts, "member_id": member, "lesson_id": one} for member, ids in mine.items() for one in ids]
    )


def _title() -> str:
    return f"{DICE.choice(ABOUT)}{DICE.choice(HOW)}"
