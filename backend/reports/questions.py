"""Check what is asked before anything is read: a kind that there is, a place that is one's own, days and filters that make sense."""

from datetime import date, timedelta
from typing import Any

from marshmallow import ValidationError
from sqlalchemy import func, select

from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.web import visible
from backend.organisations.models import Organisation
from backend.permissions import looks_after_it
from backend.reports.kind import MEMBER, Kind, Question
from backend.reports.kinds import KINDS
from backend.reports.moments import Moment, read_moment
from backend.reports.past import PastOrganisation, held_at
from backend.reports.queries import QUERIES

LONGEST_PERIOD = timedelta(days=5 * 366)


def check_question(actor: Actor, kind: str, query: dict[str, Any]) -> Question:
    """The question that a query asks, with its values as they stand in an address or in JSON. Raises Refused (404, 403, 422)."""
    schema = QUERIES.get(kind)
    if schema is None:
        raise Refused("kind_unknown", f"Reports are: {', '.join(QUERIES)}.", status=422, errors=[_at("/kind", "There is no such report.")])
    if unknown := query.keys() - schema.fields.keys():
        errors = [_at(f"/query/{name}", "This report has no such filter.") for name in sorted(unknown)]
        raise Refused("filter_unknown", "Leave out what this report can't be filtered by.", status=422, errors=errors)
    try:
        return ask(actor, KINDS[kind], schema.load(query))
    except ValidationError as error:
        messages = error.messages_dict.items()
        errors = [_at(f"/query/{name}", str(text)) for name, texts in messages for text in texts]
        raise Refused("invalid_input", "Some of the input can't be used.", status=422, errors=errors) from error


def ask(actor: Actor, kind: Kind, query: dict[str, Any]) -> Question:
    """The question of a query whose values have been read."""
    organisation = looked_after(actor, query["organisation"])
    _keep_short(query["first_day"], query["last_day"])
    moment = read_moment(query["as_of"]) if query.get("as_of") else None
    path, name = _as_of(organisation, moment)
    asked: dict[str, Any] = {name: query.get(name) for name in ("first_day", "last_day", "by", "course", "rule", "meeting_kind")}
    question = Question(organisation, path=path, name=name, moment=moment, **asked)
    if moment and not kind.can_be_settled(question):
        raise Refused("as_of_not_kept", "This report is always as of now.", status=422)
    for check in kind.checks:
        check(question)
    return question


def looked_after(actor: Actor, organisation_id: int) -> Organisation:
    organisation: Organisation = visible(Organisation, organisation_id, actor)
    if not looks_after_it(actor, organisation):
        raise Refused("forbidden", "Reports are for those who look after the organisation.", status=403)
    return organisation


def count_rows(kind: Kind, question: Question, *, up_to: int | None = None) -> int:
    """How many rows it has; counted up to a bound where only that matters."""
    keys, _ = kind.keys(question)
    some = (keys if up_to is None else keys.limit(up_to)).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def count_people(kind: str, question: Question, *, up_to: int | None = None) -> int:
    """How many people it names: none, where it tells of branches."""
    return count_rows(KINDS[kind], question, up_to=up_to) if question.by == MEMBER else 0


def _as_of(organisation: Organisation, moment: Moment | None) -> tuple[str, str]:
    """The path and the name of an organisation at a moment."""
    if moment is None:
        return organisation.path, organisation.name
    named = select(PastOrganisation.path, PastOrganisation.name).where(PastOrganisation.organisation_id == organisation.id)
    then = db.session.execute(named.where(held_at(PastOrganisation, moment.organisations))).first()
    if then is None:
        raise Refused("as_of_unknown", "The organisation was founded later.", status=422)
    return then.path, then.name


def _keep_short(first_day: date, last_day: date) -> None:
    if last_day - first_day > LONGEST_PERIOD:
        errors = [_at("/last_day", "At most five years.")]
        raise Refused("period_too_long", "Choose at most five years.", status=422, errors=errors)


def _at(pointer: str, detail: str) -> dict[str, str]:
    return {"pointer": pointer, "detail": detail}
