"""Sums by branch and by subtree from the chapters of the ledger and the entries that came after them: the same figures as from all
entries (ledger_kind.py), at a cost that does not grow with the books."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, func, literal, or_, select, union_all
from sqlalchemy.sql.visitors import replacement_traverse

from backend.core import clock
from backend.ledger.models import Entry
from backend.reports.chapters import MEMBERS, ChapterSum, Shelf, shelf_at
from backend.reports.cover import cover
from backend.reports.kind import BRANCH, Question
from backend.reports.past import PastMember
from backend.reports.places import HOME, PLACE, home_holds, is_below, people_among, places, whole


@dataclass(frozen=True)
class Search:
    """What is looked for in the chapters. `rolled`: the tree still stands as they know it, so that each organisation's own row and
    the one of all below it will do. `among`: these places alone."""

    question: Question
    shelf: Shelf
    among: Sequence[int] | None
    rolled: bool

    def sums(self, name: str, book: str, periods: Sequence[str], rest: Sequence[Any]) -> Any:
        """`place_id`, `rule` and `amount` from chapters and from selects of the same by branch."""
        kept = select(ChapterSum.organisation_id.label("place_id"), ChapterSum.rule, ChapterSum.amount)
        kept = kept.where(ChapterSum.chapter_id.in_(self.shelf.ids), ChapterSum.book == book, ChapterSum.period.in_(periods))
        if book != MEMBERS and self.question.rule:
            kept = kept.where(ChapterSum.rule == self.question.rule)
        if not self.rolled:
            return self._located([kept.where(~ChapterSum.below), *rest]).subquery(name)
        if self.question.by == BRANCH:
            kept = kept.where(~ChapterSum.below)
        among = self.among if self.among is not None else places(self.question, PLACE.organisation_id)
        kept = kept.where(ChapterSum.organisation_id.in_(among))
        return union_all(kept, self._located(rest)).subquery(name)

    def _located(self, parts: Sequence[Any]) -> Any:
        """Rows by branch as rows by place."""
        rows = union_all(*parts).subquery("rows")
        amount = whole(func.sum(rows.c.amount)).label("amount")
        branches = select(rows.c.place_id, rows.c.rule, amount).group_by(rows.c.place_id, rows.c.rule)
        if self.question.by == BRANCH:
            return branches
        own = branches.subquery("own")
        below = places(self.question, PLACE.organisation_id.label("place_id"), own.c.rule, own.c.amount).join(HOME, is_below(HOME.path))
        return below.join(own, own.c.place_id == HOME.organisation_id).where(home_holds(self.question))


def search(question: Question, among: Sequence[int] | None) -> Search | None:
    """None where nothing is added up yet."""
    shelf = shelf_at(question.moment)
    if not shelf.chapters:
        return None
    return Search(question, shelf, among, question.by == BRANCH or shelf.tree_stands(question.position("organisations")))


def place_sums(question: Question, book: str, figures: Sequence[tuple[str, Any]], among: Sequence[int] | None) -> Any:
    """The rows by place; None where nothing is added up yet, and all entries are to be read."""
    if (found := search(question, among)) is None:
        return None
    covered = cover(question.first_day, question.last_day, clock.today())
    days = [_at_the_edge(found, book, *stretch) for stretch in covered.days]
    sums, heads = found.sums("sums", book, covered.periods, [_fresh(found, book), *days]), _heads(found)
    added = (_over(sums, figure).label(name) for name, figure in figures)
    amounts = select(sums.c.place_id, *added).group_by(sums.c.place_id).subquery("amounts")
    shown = [func.coalesce(whole(amounts.c[name]), 0).label(name) for name, _ in figures]
    named = (PLACE.organisation_id.label("key"), PLACE.organisation_id, PLACE.name.label("branch_name"))
    statement = places(question, *named, func.coalesce(heads.c.members, 0).label("members"), *shown)
    statement = statement.outerjoin(amounts, amounts.c.place_id == PLACE.organisation_id)
    statement = statement.outerjoin(heads, heads.c.place_id == PLACE.organisation_id)
    return statement if among is None else statement.where(PLACE.organisation_id.in_(among))


def _fresh(found: Search, book: str) -> Any:
    """What was booked after the chapters, and what they left out."""
    question, last = found.question, found.shelf.last_entry
    seen = exists().where(PastMember.member_id == Entry.member_id, PastMember.branch_id == Entry.branch_id)
    if (position := question.position("members")) is not None:
        seen = seen.where(PastMember.id <= position)
    left_out = or_(Entry.id > last, Entry.id.in_(found.shelf.strays)) if found.shelf.strays else Entry.id > last
    # The book in brackets, or a database may read the whole period by its days.
    statement = _bookings(found, literal(1)).where(left_out, func.coalesce(Entry.book, "") == book, seen)
    statement = statement.where(Entry.day >= question.first_day, Entry.day <= question.last_day)
    return statement if (upto := question.position("entries")) is None else statement.where(Entry.id <= upto)


def _at_the_edge(found: Search, book: str, sign: int, first: date, last: date) -> Any:
    """Days of a month of which only a part is asked for."""
    shelf = found.shelf
    statement = _bookings(found, literal(sign)).where(Entry.book == book, Entry.day >= first, Entry.day <= last)
    people = people_among(found.question, found.among)
    if people is not None:
        statement = statement.where(Entry.member_id.in_(people))
    statement = statement.where(Entry.id <= shelf.last_entry)
    return statement.where(Entry.id.not_in(shelf.strays)) if shelf.strays else statement


def _bookings(found: Search, sign: Any) -> Any:
    statement = select(Entry.branch_id.label("place_id"), Entry.rule, (Entry.amount * sign).label("amount"))
    if found.question.by == BRANCH and found.among is not None:
        statement = statement.where(Entry.branch_id.in_(found.among))
    return statement.where(Entry.rule == found.question.rule) if found.question.rule else statement


def _heads(found: Search) -> Any:
    """How many active members each place has: who came less who went."""
    sums = found.sums("comings", MEMBERS, [""], list(_comings(found)))
    return select(sums.c.place_id, whole(func.sum(sums.c.amount)).label("members")).group_by(sums.c.place_id).subquery("heads")


def _comings(found: Search) -> Iterator[Any]:
    """Who came to which branch and who went since the chapters."""
    position = found.question.position("members")
    for column, sign in ((PastMember.id, 1), (PastMember.until_id, -1)):
        statement = select(PastMember.branch_id.label("place_id"), literal("").label("rule"), literal(sign).label("amount"))
        statement = statement.where(column > found.shelf.last_member, PastMember.status == "active")
        yield statement if position is None else statement.where(column <= position)


def _over(sums: Any, figure: Any) -> Any:
    """A figure over entries as one over these rows, which have the same rules and amounts."""

    def same(element: Any, **_: Any) -> Any:
        return sums.c[element.name] if getattr(element, "table", None) is not None and element.name in ("rule", "amount") else None

    return replacement_traverse(figure, {}, same)
