"""scripts/bench OPERATION… [--database sqlite|postgresql|both] [--quick] [--write] …

Starts what it measures itself, in folders that it deletes afterwards, and exits with 1 when something is not as it must be."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

from bench_ import catalogue, codes, hall, kills, many_screens, scan, sign_in, upload
from bench_.city import measure as city
from bench_.city.deeds import GROUPS
from bench_.databases import KINDS
from bench_.options import Options
from bench_.report import Failed, Result, in_words, write

SMALLEST = 60  # members of a city: fewer hold no phones to measure with
OPERATIONS: dict[str, ModuleType] = {
    "sign-in": sign_in,
    "hall": hall,
    "kills": kills,
    "codes": codes,
    "screens": many_screens,
    "scan": scan,
    "upload": upload,
    "catalogue": catalogue,
    "city": city,
}


def main() -> int:
    asked = _read_command()
    options = Options(
        asked.quick,
        asked.members,
        asked.turns,
        asked.connections,
        asked.profile,
        sizes=asked.sizes,
        only=asked.only,
        cities=asked.cities,
        template=asked.template,
    )
    try:
        for name in asked.operations:
            _measure(OPERATIONS[name], options, asked)
    except Failed as sentence:
        print(sentence, file=sys.stderr)
        return 1
    return 0


def _measure(operation: ModuleType, options: Options, asked: argparse.Namespace) -> None:
    kinds = [kind for kind in getattr(operation, "DATABASES", KINDS) if asked.database in (kind, "both")]
    results = []
    for kind in kinds:
        results.append(operation.run(kind, options))
        _show(results[-1])
    if asked.write and results:
        write(operation.TITLE, results)


def _show(result: Result) -> None:
    print(f"\n{result.operation} on {result.database}, load average {result.load_before}\n\n{in_words(asdict(result))}", flush=True)


def _read_command() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="scripts/bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("operations", nargs="+", choices=sorted(OPERATIONS), metavar="OPERATION", help=", ".join(OPERATIONS))
    words.add_argument("--database", choices=(*KINDS, "both"), default="both")
    words.add_argument("--members", type=int, default=2000, help="how many phones")
    words.add_argument("--turns", type=int, default=5)
    words.add_argument("--connections", type=int, default=32)
    words.add_argument("--quick", action="store_true", help="a small size that proves the bench, not the speed")
    words.add_argument("--profile", action="store_true", help="where the time of a sign-in goes, in this process")
    words.add_argument("--write", action="store_true", help="keep the result in docs/benchmarks")
    city = words.add_argument_group("city")
    city.add_argument(
        "--sizes", type=_sizes, default=(), metavar="1000,50000", help="members of each city; a size is planted once and kept"
    )
    city.add_argument("--only", type=_groups, default=(), metavar="ranking,board", help=f"of {', '.join(GROUPS)}")
    city.add_argument("--cities", type=Path, metavar="FOLDER", help="where planted cities are kept [default: var/bench]")
    city.add_argument("--template", metavar="URL", help="a PostgreSQL database that holds a seeded city: copied beside it, never changed")
    return words.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(int(word.replace("_", "")) for word in text.split(","))
    if not all(size >= SMALLEST for size in sizes):
        raise argparse.ArgumentTypeError(f"a city has {SMALLEST} members or more")
    return sizes


def _groups(text: str) -> tuple[str, ...]:
    if unknown := set(text.split(",")) - set(GROUPS):
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: use {', '.join(GROUPS)}")
    return tuple(text.split(","))


if __name__ == "__main__":
    sys.exit(main())
