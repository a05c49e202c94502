"""`flask reports work`: make report files in a process of its own."""

import signal
from types import FrameType

import click
from flask import current_app
from flask.cli import AppGroup

from backend.core.db import db
from backend.reports.add_chapter import MOST, add_chapter
from backend.reports.runner import Runner, do_chores, work

reports_commands = AppGroup("reports", help="Make the files of reports.")


@reports_commands.command("work")
@click.option("--once", is_flag=True, help="Make what waits now, do the chores, and end.")
def work_command(once: bool) -> None:
    """Make files as they are asked for, until told to stop."""
    if once:
        click.echo(f"{Runner().work_off()} files made or given up.")
        do_chores()
        return
    stopped: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.append(number)

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, stop)
    db.session.remove()
    work(current_app._get_current_object(), until=lambda: bool(stopped))  # type: ignore[attr-defined]


@reports_commands.command("add-up")
def add_up_command() -> None:
    """Add up at once what the ledger holds, as after a large import; reports of a whole city are slow until it is done."""
    while add_chapter(least=1):
        db.session.commit()
        click.echo(f"{MOST:,} entries more …")
    db.session.commit()
    click.echo("Everything is added up.")
