"""Look after saved reports about once a minute: ask what is due, see what came of it, tell it. The same by hand for a timer."""

from datetime import date

import click

from backend.core import clock
from backend.reports.runner import CHORES
from backend.saved_reports.digest import tell_digests
from backend.saved_reports.settle import settle_turns
from backend.saved_reports.take_turns import take_turns


def send_due(day: date | None = None) -> tuple[int, int]:
    """Answers how many turns were taken and how many people were told. However many do it at once, each turn is taken and each
    digest told once."""
    taken = take_turns(day or clock.today())
    settle_turns()
    return taken, tell_digests()


@click.command("send-due")
def send_due_command() -> None:
    """Ask the saved reports that are due, and tell what is new in those that are made. Servers do it by themselves."""
    taken, told = send_due()
    click.echo(f"{taken} saved reports asked, {told} people told.")


CHORES.append(send_due)
