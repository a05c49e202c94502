"""Add the ledger up, chapter by chapter, apart from those who book and from those who ask.

Chapters that follow one another are laid together as soon as the earlier is not much longer, so that there are only ever some
dozen of them, and each entry is added up again only as often as the ledger doubles.
"""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import String, cast, delete, exists, func, insert, literal, select, text, union_all, update

from backend.core import clock
from backend.core.db import db
from backend.ledger.models import Entry
from backend.organisations.tree import ids_above
from backend.reports.chapters import MEMBERS, Chapter, ChapterSum, Shelf, shelf_at
from backend.reports.moments import Moment, settle
from backend.reports.past import PastMember, PastOrganisation, held_at

LEAST, MOST = 10_000, 200_000  # entries of a new chapter
MOST_STRAYS = 1_000
A_WHILE = 10.0  # seconds
STILL_READ = timedelta(hours=1)  # reports that began with a replaced chapter end with it
LOCK = 0x6368_6170  # a number that only this asks for
ROLL_AT_ONCE = 5_000
KEY = ("chapter_id", "book", "period", "organisation_id", "below", "rule")


def add_chapters() -> None:
    """As a chore: what has come since the last one; of a ledger that was never added up as much as some seconds allow."""
    until = time.monotonic() + A_WHILE
    while add_chapter() and time.monotonic() < until:
        db.session.commit()


def add_chapter(least: int = LEAST, most: int = MOST) -> bool:
    """Add up what has come to the ledger, if it is enough to be worth it; in the caller's transaction. True: there may be more."""
    _throw_replaced_away()
    last = shelf_at(None).last_entry
    waiting = (db.session.scalar(select(func.max(Entry.id))) or 0) - last
    if waiting < least or not _alone():
        return False
    moment, shelf = settle(), shelf_at(None)
    if moment.entries - shelf.last_entry < least:
        return False  # somebody else has just done it
    chapter = _write(shelf, moment, most)
    _lay_together(Shelf([*shelf.chapters, chapter]))
    return chapter.last_entry < moment.entries


def _alone() -> bool:
    """One at a time; whoever comes second leaves it to the first. (SQLite has one writer anyway.)"""
    if db.engine.dialect.name == "sqlite":
        return True
    return bool(db.session.scalar(text(f"SELECT pg_try_advisory_xact_lock({LOCK})")))


def _write(shelf: Shelf, moment: Moment, most: int) -> Chapter:
    last = min(moment.entries, shelf.last_entry + most)
    strays = list(db.session.scalars(_strays(shelf.last_entry, last, moment.members)))
    if len(strays) > MOST_STRAYS:
        last = strays.pop() - 1
    ends = {"last_entry": last, "last_member": moment.members, "last_organisation": moment.organisations}
    chapter = Chapter(after_entry=shelf.last_entry, after_member=shelf.last_member, strays=strays, **ends)
    db.session.add(chapter)
    db.session.flush()
    _fill(chapter, union_all(_by_month(chapter), _by_month(chapter, length=4), _comings(chapter)))
    _roll_up(chapter)
    return chapter


def _strays(after: int, last: int, members: int) -> Any:
    seen = exists().where(PastMember.member_id == Entry.member_id, PastMember.branch_id == Entry.branch_id, PastMember.id <= members)
    return select(Entry.id).where(Entry.id > after, Entry.id <= last, ~seen).order_by(Entry.id).limit(MOST_STRAYS + 1)


def _by_month(chapter: Chapter, length: int = 7) -> Any:
    """Of a day, that is "2026-11-25" as text on both databases, the month; or the year, its first four signs."""
    period = func.substr(cast(Entry.day, String), 1, length)
    keys = (Entry.book, period, Entry.branch_id, Entry.rule)
    sums = select(Entry.book, period, Entry.branch_id, Entry.rule, func.sum(Entry.amount))
    sums = sums.where(Entry.id > chapter.after_entry, Entry.id <= chapter.last_entry)
    if chapter.strays:
        sums = sums.where(Entry.id.not_in(chapter.strays))
    return sums.group_by(*keys).having(func.sum(Entry.amount) != 0)


def _comings(chapter: Chapter) -> Any:
    """How many active members more each branch has than before."""
    parts = (
        select(PastMember.branch_id, literal(sign).label("one")).where(
            column > chapter.after_member, column <= chapter.last_member, PastMember.status == "active"
        )
        for column, sign in ((PastMember.id, 1), (PastMember.until_id, -1))
    )
    ones = union_all(*parts).subquery("ones")
    more = func.sum(ones.c.one)
    sums = select(literal(MEMBERS), literal(""), ones.c.branch_id, literal(""), more)
    return sums.group_by(ones.c.branch_id).having(more != 0)


def _fill(chapter: Chapter, rows: Any, *, below: bool = False) -> None:
    """With rows of book, period, organisation, rule and amount."""
    book, period, organisation, rule, amount = rows.subquery("rows").c
    shown = select(literal(chapter.id), book, period, organisation, literal(below), rule, amount)
    db.session.execute(insert(ChapterSum).from_select([*KEY, "amount"], shown))


def _roll_up(chapter: Chapter) -> None:
    """The sums of all that stands below, by the tree of the chapter."""
    held = held_at(PastOrganisation, chapter.last_organisation)
    paths = db.session.execute(select(PastOrganisation.organisation_id, PastOrganisation.path).where(held))
    above = {row.organisation_id: ids_above(row.path)[:-1] for row in paths}
    own = select(*_of(ChapterSum, "organisation_id", "book", "period", "rule", "amount"))
    sums: dict[tuple[Any, ...], int] = {}
    for part in db.session.execute(own.where(_own(chapter)), execution_options={"yield_per": ROLL_AT_ONCE}).partitions():
        for organisation, book, period, rule, amount in part:
            for one in above.get(organisation, ()):
                key = (book, period, one, rule)
                sums[key] = sums.get(key, 0) + amount
    rows = [
        dict(zip(KEY, (chapter.id, *key[:3], True, key[3]), strict=True)) | {"amount": amount} for key, amount in sums.items() if amount
    ]
    if rows:
        db.session.execute(insert(ChapterSum), rows)


def _lay_together(shelf: Shelf) -> None:
    """The last chapters as one. All of them, where an organisation has been hung elsewhere meanwhile."""
    chapters, stands = shelf.chapters, shelf.tree_stands(None)
    first = len(chapters) - 1
    while first and (not stands or chapters[first - 1].length <= 2 * (chapters[-1].last_entry - chapters[first].after_entry)):
        first -= 1
    replaced = chapters[first:]
    if len(replaced) > 1:
        _replace(replaced, stands=stands)


def _replace(replaced: Sequence[Chapter], *, stands: bool) -> None:
    begin, end = replaced[0], replaced[-1]
    ends = {name: getattr(end, name) for name in ("last_entry", "last_member", "last_organisation")}
    strays = [one for chapter in replaced for one in chapter.strays]
    whole = Chapter(after_entry=begin.after_entry, after_member=begin.after_member, strays=strays, **ends)
    db.session.add(whole)
    db.session.flush()
    for below in (False, True) if stands else (False,):
        amount = func.sum(ChapterSum.amount)
        keys = _of(ChapterSum, "book", "period", "organisation_id", "rule")
        of_these = ChapterSum.chapter_id.in_([chapter.id for chapter in replaced])
        _fill(whole, select(*keys, amount).where(of_these, ChapterSum.below.is_(below)).group_by(*keys).having(amount != 0), below=below)
    if not stands:
        _roll_up(whole)
    ids = [chapter.id for chapter in replaced]
    db.session.execute(update(Chapter).where(Chapter.id.in_(ids)).values(replaced_at=clock.now()))


def _own(chapter: Chapter) -> Any:
    return (ChapterSum.chapter_id == chapter.id) & ~ChapterSum.below


def _of(model: Any, *names: str) -> list[Any]:
    return [getattr(model, name) for name in names]


def _throw_replaced_away() -> None:
    old = select(Chapter.id).where(Chapter.replaced_at < clock.now() - STILL_READ)
    if gone := list(db.session.scalars(old)):
        db.session.execute(delete(ChapterSum).where(ChapterSum.chapter_id.in_(gone)))
        db.session.execute(delete(Chapter).where(Chapter.id.in_(gone)))
