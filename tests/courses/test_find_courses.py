"""Finding courses: by characters, pinyin and initials, by filters, and page by page without loss."""

from typing import Any

import pytest
from sqlalchemy import insert

from backend.core import clock
from backend.courses.models import Category, Course
from backend.courses.search_text import search_text
from tests.asker import Asker
from tests.cast import World
from tests.courses.shelf import titles

TITLES = ("急救入门", "居家消防", "手机防骗", "Excel 入门")


@pytest.fixture(autouse=True)
def catalogue(world: World, session: Any) -> None:
    category = Category(name="生活")
    session.add(category)
    session.flush()
    for title in TITLES[1:]:
        summary = "一步一步学会100%" if title == "手机防骗" else ""
        shown = {"title": title, "summary": summary, "search_text": search_text(title, summary), "category_id": category.id}
        session.add(Course(key=title, organisation_id=world["city"], published_at=clock.now(), **shown))
    session.commit()


def found(ask: Asker, typed: str) -> set[str]:
    answer = ask("wang", "GET", "/api/courses", query_string={"q": typed})
    return {one["title"] for one in answer.json["items"]}


def test_by_characters(ask: Asker) -> None:
    assert found(ask, "急救") == {"急救入门"}
    assert found(ask, "入门") == {"急救入门", "Excel 入门"}


def test_by_pinyin(ask: Asker) -> None:
    assert found(ask, "jijiu") == found(ask, "ji jiu ") == found(ask, "JiJiu") == {"急救入门"}
    assert found(ask, "xiaofang") == {"居家消防"}


def test_by_initials(ask: Asker) -> None:
    assert found(ask, "jjxf") == {"居家消防"}
    assert found(ask, "jj") == {"急救入门", "居家消防"}
    assert found(ask, "SJFP") == {"手机防骗"}


def test_by_latin_letters_and_summary(ask: Asker) -> None:
    assert found(ask, "excel") == {"Excel 入门"}
    assert found(ask, "一步") == {"手机防骗"}


def test_signs_of_the_database_are_plain_text(ask: Asker) -> None:
    assert found(ask, "%") == {"手机防骗"}
    assert found(ask, "_") == set()
    assert found(ask, "\\") == set()


def test_what_nobody_teaches_is_not_found(ask: Asker) -> None:
    assert found(ask, "量子力学") == found(ask, "zzzz") == set()


def test_nothing_typed_is_everything_with_the_required_first(ask: Asker) -> None:
    assert titles(ask) == list(TITLES)
    assert titles(ask, "?q=") == titles(ask, "?q=%20%20") == list(TITLES)


def test_by_category_and_required(ask: Asker) -> None:
    ids = {one["name"]: one["id"] for one in ask("wang", "GET", "/api/categories").json["items"]}
    assert titles(ask, f"?category={ids['健康']}") == ["急救入门"]
    assert titles(ask, f"?category={ids['生活']}") == list(TITLES[1:])
    assert titles(ask, "?show=required") == ["急救入门"]
    assert titles(ask, "?show=recommended") == []
    assert titles(ask, f"?category={ids['生活']}&show=required") == titles(ask, f"?category={10**9}") == []


def test_pages_through_120_courses_lose_and_repeat_none(ask: Asker, session: Any, world: World) -> None:
    category = session.query(Category.id).limit(1).scalar()
    rows = [{"key": f"c{n}", "title": f"课{n}", "category_id": category, "required": n % 3 == 0, "search_text": "k"} for n in range(116)]
    session.execute(insert(Course), [{"summary": "", "organisation_id": world["city"], "published_at": clock.now(), **row} for row in rows])
    session.commit()
    seen: list[dict[str, Any]] = []
    after: str | None = ""
    while after is not None:
        page = ask("wang", "GET", f"/api/courses?limit=7{after and f'&after={after}'}").json
        seen, after = seen + page["items"], page["next"]
    assert len(seen) == len({one["id"] for one in seen}) == 120
    assert [(not one["required"], one["id"]) for one in seen] == sorted((not one["required"], one["id"]) for one in seen)


def test_a_page_holds_100_at_most(ask: Asker) -> None:
    assert ask("wang", "GET", "/api/courses?limit=101").status_code == 422


def test_a_stranger_finds_nothing(ask: Asker) -> None:
    for path in ("/api/courses", "/api/categories"):
        assert ask(None, "GET", path).status_code == 401
