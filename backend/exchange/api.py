"""Endpoints: questions and answers under a lesson."""

from typing import Any

from flask import g

from backend.core.pages import Listing
from backend.core.shapes import Nothing
from backend.core.web import Feature
from backend.courses.models import Lesson
from backend.exchange import like as likes
from backend.exchange import moderate, write
from backend.exchange.lists import answers_to, questions_of, reported_below
from backend.exchange.models import Post
from backend.exchange.schemas import (
    AnswersQuery,
    Hiding,
    NewPost,
    NewReport,
    PostDetail,
    PostShape,
    PostsQuery,
    PostText,
    QuestionCount,
    ReportedPost,
)
from backend.exchange.shape import shape_detail, shape_post
from backend.exchange.thread import reads_lesson
from backend.organisations.models import Organisation
from backend.permissions import any_member, asked_it, looks_after_it, moderates_it, wrote_it

exchange = Feature("exchange")


@exchange.get("/lessons/<int:lesson_id>/posts", may=any_member, on=Lesson, query=PostsQuery, lists=PostShape, beside=QuestionCount)
def list_questions(lesson: Lesson, query: dict[str, Any]) -> Listing:
    """The questions under a lesson."""
    return questions_of(lesson, g.actor, query["order"])


@exchange.post("/lessons/<int:lesson_id>/posts", may=any_member, on=Lesson, takes=NewPost, gives=PostShape, status=201)
def ask_question(lesson: Lesson, new: dict[str, Any]) -> dict[str, Any]:
    """Ask something under a lesson."""
    return shape_post(write.ask(lesson, g.actor, operation_id=str(new["operation_id"]), body=new["body"]), g.actor)


@exchange.get("/posts/<int:post_id>", may=any_member, on=Post, gives=PostDetail)
def get_post(post: Post) -> dict[str, Any]:
    """One post."""
    return shape_detail(post, g.actor)


@exchange.get("/posts/<int:post_id>/replies", may=any_member, on=Post, query=AnswersQuery, lists=PostShape)
def list_answers(post: Post, query: dict[str, Any]) -> Listing:
    """The answers to a question, those that helped first."""
    return answers_to(post, g.actor, query["order"], takes_part=reads_lesson(g.actor, post))


@exchange.post("/posts/<int:post_id>/replies", may=any_member, on=Post, takes=NewPost, gives=PostShape, status=201)
def answer_question(post: Post, new: dict[str, Any]) -> dict[str, Any]:
    """Answer a question; who asked is told."""
    return shape_post(write.answer(post, g.actor, operation_id=str(new["operation_id"]), body=new["body"]), g.actor)


@exchange.patch("/posts/<int:post_id>", may=wrote_it, on=Post, takes=PostText, gives=PostShape)
def change_post(post: Post, change: dict[str, Any]) -> dict[str, Any]:
    """Put my own words differently, within 15 minutes."""
    return shape_post(write.change(post, change["body"]), g.actor)


@exchange.delete("/posts/<int:post_id>", may=wrote_it, on=Post, gives=PostShape)
def delete_post(post: Post) -> dict[str, Any]:
    """Delete my own words for good; a line says that something stood there."""
    return shape_post(write.delete(post), g.actor)


@exchange.put("/posts/<int:post_id>/like", may=any_member, on=Post, takes=Nothing, gives=PostShape)
def like_post(post: Post, body: dict[str, Any]) -> dict[str, Any]:
    """I like this."""
    return shape_post(likes.like(post, g.actor), g.actor)


@exchange.delete("/posts/<int:post_id>/like", may=any_member, on=Post, gives=PostShape)
def unlike_post(post: Post) -> dict[str, Any]:
    """Take my like back."""
    return shape_post(likes.unlike(post, g.actor), g.actor)


@exchange.put("/posts/<int:post_id>/helpful", may=asked_it, on=Post, takes=Nothing, gives=PostShape)
def mark_helpful(post: Post, body: dict[str, Any]) -> dict[str, Any]:
    """This answer to my question helped."""
    return shape_post(likes.mark_helpful(post, g.actor), g.actor)


@exchange.delete("/posts/<int:post_id>/helpful", may=asked_it, on=Post, gives=PostShape)
def unmark_helpful(post: Post) -> dict[str, Any]:
    """It did not after all."""
    return shape_post(likes.unmark_helpful(post), g.actor)


@exchange.post("/posts/<int:post_id>/reports", may=any_member, on=Post, takes=NewReport, status=204)
def report_post(post: Post, new: dict[str, Any]) -> None:
    """Say to those who look after the author that this should not stand. Nobody else learns who said so."""
    moderate.report(post, g.actor, **new)


@exchange.delete("/posts/<int:post_id>/reports", may=moderates_it, on=Post, status=204)
def let_post_stand(post: Post) -> None:
    """The reports are read, and the post stays."""
    moderate.let_stand(post, g.actor)


@exchange.put("/posts/<int:post_id>/hiding", may=moderates_it, on=Post, takes=Hiding, gives=PostShape)
def hide_post(post: Post, hiding: dict[str, Any]) -> dict[str, Any]:
    """Hide a post, with a reason that its author is told."""
    return shape_post(moderate.hide(post, g.actor, hiding["reason"]), g.actor)


@exchange.delete("/posts/<int:post_id>/hiding", may=moderates_it, on=Post, gives=PostShape)
def show_post(post: Post) -> dict[str, Any]:
    """Show a hidden post again."""
    return shape_post(moderate.show(post, g.actor), g.actor)


@exchange.get("/organisations/<int:organisation_id>/reported-posts", may=looks_after_it, on=Organisation, lists=ReportedPost)
def list_reported_posts(organisation: Organisation) -> Listing:
    """Posts of members there that were reported and wait for a decision."""
    return reported_below(organisation, g.actor)
