"""Nothing of a draft shows anywhere to who does not write it."""

import pytest

from tests.asker import Asker
from tests.authoring.desk import FILM, Desk, done
from tests.cast import World

# Words that stand in drafts alone.
TITLE, SUMMARY, CATEGORY, LESSON, TEXT, CHANGED = "狐题", "狐简介", "狐类", "狐课", "狐文", "狐改题"
LISTS = (
    "/api/categories",
    "/api/courses",
    "/api/courses?q=狐",
    "/api/courses?q=hu",
    "/api/courses?show=new",
    "/api/courses?show=menu",
    "/api/catalogue",
    "/api/me/courses",
    "/api/me/assignments",
)


@pytest.mark.parametrize("person", ["wang", "li", "zhao", "sun"])
def test_no_word_of_a_draft_is_told(desk: Desk, ask: Asker, world: World, person: str) -> None:
    draft = desk.begin(TITLE, summary=SUMMARY, category=CATEGORY)
    desk.write(draft["id"], LESSON, TEXT)
    published = desk.ready_course()
    desk.write(published["id"], LESSON, TEXT)
    desk.show(published["id"], FILM, LESSON)
    done(desk.change(published, title=CHANGED, summary=SUMMARY, category=CATEGORY))
    done(desk.save(desk.lesson(published["lessons"][0]["id"]), title=LESSON, body=TEXT))
    assert desk.course(published["id"])["lesson_count"] == 4
    of_one = (f"/api/courses/{published['id']}", f"/api/lessons/{published['lessons'][0]['id']}", f"/api/courses/{draft['id']}")
    for path in (*LISTS, *of_one):
        answer = ask(person, "GET", path)
        assert answer.status_code in (200, 404), path
        assert "狐" not in str(answer.json), path
    counted = [one for one in ask(person, "GET", "/api/courses").json["items"] if one["id"] == published["id"]]
    assert all((one["lesson_count"], one["media_bytes"]) == (2, 0) for one in counted)


def test_the_words_would_be_told_once_published(desk: Desk, ask: Asker) -> None:
    """The control: the same lists do show them then."""
    draft = desk.begin(TITLE, summary=SUMMARY, category=CATEGORY)
    desk.write(draft["id"], LESSON, TEXT)
    desk.publish(draft["id"])
    for path in (*LISTS[:5], "/api/catalogue"):
        assert "狐" in str(ask("wang", "GET", path).json), path
