"""Send what waits to the learning record store, batch by batch, and note down at once what it has taken.

Killed at any moment, the next run goes on: what is noted down is not sent again, and what was taken without being noted down is
sent again under the same id, which the store knows.
"""

from collections.abc import Callable

import click
from flask.cli import with_appcontext
from sqlalchemy import delete

from backend.core import clock
from backend.core.config import settings
from backend.core.db import db, insert_once
from backend.xapi.models import SentStatement
from backend.xapi.store import TAKEN, Store, Unreachable
from backend.xapi.waiting import Waiting, batches

CONFLICT = 409
FAULTY = (400, 413)  # the statement's own fault; any other refusal is about us or the address


@click.command("send")
@click.option("--again", is_flag=True, help="Send once more what the store has refused before.")
@with_appcontext
def send_command(again: bool) -> None:
    """Send completed lessons and certificates as xAPI statements (for cron: it goes on where it stopped)."""
    if not settings().xapi_url:
        raise click.ClickException("Set MUSTER_XAPI_URL to the address of a learning record store first.")
    if again:
        db.session.execute(delete(SentStatement).where(SentStatement.outcome == "refused"))
        db.session.commit()
    counts = {"taken": 0, "refused": 0}
    try:
        send_all(
            Store(settings().xapi_url, settings().xapi_user, settings().xapi_password), counts, say=lambda text: click.echo(text, err=True)
        )
    except Unreachable as error:
        raise click.ClickException(f"{error} {counts['taken']} statements were taken; run it again later.") from error
    click.echo(f"{counts['taken']} statements taken, {counts['refused']} refused.")
    if counts["refused"]:
        raise SystemExit(1)


def send_all(store: Store, counts: dict[str, int], *, say: Callable[[str], None]) -> None:
    """Raises Unreachable when the store gives no answer; what was taken until then is noted down."""
    for batch in batches():
        db.session.rollback()  # no transaction stays open while the store thinks
        for waiting, refusal in _send(store, batch):
            _note(waiting, refusal)
            counts["refused" if refusal else "taken"] += 1
            if refusal:
                say(f"{waiting.kind} {waiting.source_id} of member {waiting.member_id}: {refusal}")
        db.session.commit()


def _send(store: Store, batch: list[Waiting]) -> list[tuple[Waiting, str | None]]:
    """What became of each: None, or the store's refusal. A batch is refused as one, so its statements are then sent one by one."""
    status, _ = store.post([waiting.statement for waiting in batch])
    if status in TAKEN:
        return [(waiting, None) for waiting in batch]
    outcomes = [(waiting, _send_one(store, waiting)) for waiting in batch]
    if len(batch) > 1 and all(refusal for _, refusal in outcomes):
        raise Unreachable(f"The store refuses every statement: {outcomes[0][1]}.")
    return outcomes


def _send_one(store: Store, waiting: Waiting) -> str | None:
    status, said = store.put(waiting.statement)
    if status in (*TAKEN, CONFLICT):  # a conflict: the store has this id from an earlier run
        return None
    if status not in FAULTY:
        raise Unreachable(f"The store answers {status}: check MUSTER_XAPI_URL.")
    return f"{status} {said}"[:200]


def _note(waiting: Waiting, refusal: str | None) -> None:
    key = {"kind": waiting.kind, "member_id": waiting.member_id, "source_id": waiting.source_id}
    row = {**key, "outcome": "refused" if refusal else "taken", "detail": refusal, "at": clock.now()}
    insert_once(SentStatement, [row], returning=[SentStatement.kind])
