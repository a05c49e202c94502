"""The flask commands of the ledger: prove the books, build balances anew, close a month or a year."""

import re
import sys

import click
from flask.cli import AppGroup
from sqlalchemy import func, select

from backend.core.db import db
from backend.core.errors import Refused
from backend.ledger.closings import changed_closings, close
from backend.ledger.periods import TO_CLOSE
from backend.ledger.verify import crooked_reversals, parts, rebuild
from backend.members.models import Member

ledger_commands = AppGroup("ledger", help="Check and close the books.")


@ledger_commands.command("verify")
def verify_ledger() -> None:
    """Prove that every balance is the sum of its entries, and that what was closed is as it was closed."""
    wrong = _wrong_balances()
    faults = [*crooked_reversals(), *changed_closings()]
    for sentence in faults:
        click.echo(sentence, err=True)
    click.echo("Every balance is the sum of its entries." if not wrong else f"{wrong} balances are wrong: run `flask ledger rebuild`.")
    click.echo("Every closing is as it was closed." if not faults else f"{len(faults)} entries or closings were changed.")
    sys.exit(1 if wrong or faults else 0)


@ledger_commands.command("rebuild")
def rebuild_ledger() -> None:
    """Write the balances anew from the entries."""
    corrected = rebuild()
    db.session.commit()
    click.echo(f"{corrected} balances corrected.")


@ledger_commands.command("close")
@click.argument("period")
def close_period(period: str) -> None:
    """Close a month (2026-10) or a year (2026) that is over, in their order."""
    if not re.match(TO_CLOSE, period):
        raise click.ClickException("Name a month (2026-10) or a year (2026).")
    try:
        closing, first = close(period, None)
    except Refused as refusal:
        raise click.ClickException(refusal.detail) from refusal
    db.session.commit()
    sums = ", ".join(f"{name} {amount}" for name, amount in closing.totals.items())
    said = "closed" if first else "was closed already"
    click.echo(f"{period} {said} at entry {closing.position}: {closing.entry_count} entries, {sums}, SHA-256 {closing.digest}.")


def _wrong_balances() -> int:
    wrong = 0
    highest = db.session.scalar(select(func.max(Member.id))) or 0
    with click.progressbar(length=highest, label="balances", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for part in parts():
            for (member_id, book, period), (balance, total) in sorted(part.wrong.items()):
                click.echo(f"member {member_id}, {book}, {period}: the balance says {balance}, the entries {total}", err=True)
            wrong += len(part.wrong)
            bar.update(part.last_id - part.first_id + 1)
    return wrong
