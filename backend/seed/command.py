"""`flask seed city`: an invented city of any size, to measure with."""

from datetime import datetime

import click
from flask.cli import AppGroup

from backend.core import clock
from backend.core.errors import Refused
from backend.seed.city import City
from backend.seed.plant import plant

seed_commands = AppGroup("seed", help="Invented data to measure with.")


@seed_commands.command("city")
@click.option("--members", default=513_000, show_default=True, type=click.IntRange(20, 2_000_000), help="How many people live in it.")
@click.option("--seed", default=1, show_default=True, help="Another number, another city.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day of its year. [default: today]")
def city_command(members: int, seed: int, until: datetime | None) -> None:
    """Write a city with a year of study, meetings and points into an empty database; called again, go on where it stopped."""
    city = City(members, seed)
    try:
        with click.progressbar(length=len(city.branches), label=f"{members:,} members in {len(city.branches):,} branches") as bar:
            for progress in plant(city, until=until.date() if until else clock.today()):
                bar.update(progress.planted - bar.pos)
    except Refused as refusal:
        raise click.ClickException(refusal.detail) from refusal
