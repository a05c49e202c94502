"""Minutes: a draft to begin with, and nobody overwrites what they have not read."""

from typing import Any

import pytest

from backend.meetings.models import Meeting
from tests.records.paper import Paper


def test_a_first_draft_knows_the_meeting(paper: Paper, session: Any) -> None:
    meeting = session.get_one(Meeting, paper.world["meeting"])
    meeting.title, meeting.agenda = "消防演练", "检查灭火器\n2. 分组演练\n"
    session.commit()
    paper.mark("wang", "mei")
    minutes = paper.ask("li", "GET", f"{paper.hall.meeting}/minutes").json
    assert (minutes["body"], minutes["version"], minutes["updated_by"]) == ("", 0, None)
    for words in (
        "消防演练",
        "地点：活动室",
        "主持人：Li",
        "记录人：Li",
        "应到 4 人，实到 2 人",
        "缺席 2 人",
        "1. 检查灭火器\n2. 分组演练\n",
    ):
        assert words in minutes["template"]


def test_the_draft_speaks_english_too(paper: Paper) -> None:
    template = paper.ask("li", "GET", f"{paper.hall.meeting}/minutes?language=en").json["template"]
    assert "Attendance: 4 expected, 0 came (0 late), 0 on leave, 4 missing" in template
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in template.replace("活动室", ""))


def test_minutes_are_saved_over_the_version_that_was_read(paper: Paper) -> None:
    first = paper.write("第一稿", 0)
    assert (first.status_code, first.json["version"], first.json["updated_by"]) == (200, 1, "Li")
    second = paper.write("第二稿", 1, "chen")
    assert (second.json["version"], second.json["body"], second.json["updated_by"]) == (2, "第二稿", "Chen")


def test_who_read_an_older_version_overwrites_nothing(paper: Paper) -> None:
    paper.write("李的稿子", 0)
    refused = paper.write("陈的稿子", 0, "chen")
    assert (refused.status_code, refused.json["code"]) == (409, "minutes_changed")
    assert paper.ask("chen", "GET", f"{paper.hall.meeting}/minutes").json["body"] == "李的稿子"
    assert paper.write("李的稿子\n陈的补充", 1, "chen").status_code == 200


def test_saved_again_after_a_lost_answer_is_saved_once(paper: Paper) -> None:
    answers = [paper.write("第一稿", 0) for _ in range(2)]
    assert [(answer.status_code, answer.json["version"]) for answer in answers] == [(200, 1)] * 2


@pytest.mark.parametrize("body", ["\0", "长" * 20_001, 5, None])
def test_minutes_that_make_no_sense_are_refused(body: Any, paper: Paper) -> None:
    answer = paper.ask("li", "PUT", f"{paper.hall.meeting}/minutes", json={"body": body, "version": 0})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/body")


def test_minutes_begin_with_the_meeting(paper: Paper) -> None:
    planned = f"/api/meetings/{paper.world['planned meeting']}/minutes"
    assert paper.ask("li", "PUT", planned, json={"body": "早了", "version": 0}).json["code"] == "not_open"


def test_the_minutes_stand_in_the_record(paper: Paper) -> None:
    paper.write("决定：每月巡查一次。", 0)
    paper.close()
    assert paper.record().json["content"]["minutes"] == {"body": "决定：每月巡查一次。", "version": 1}


def test_members_do_not_read_or_write_minutes(paper: Paper) -> None:
    assert paper.ask("wang", "GET", f"{paper.hall.meeting}/minutes").status_code == 403
    assert paper.write("我来写", 0, "wang").status_code == 403
