"""The bench itself: every operation in its small size, so that none rots. What it finds must be right; how fast, nobody asks here."""

import subprocess
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ON_EITHER = {
    "kills": "nobody stands in a meeting twice",
    "sign-in": "sign-ins to 3 meetings stand in the database once each with assurance A, paid once each",
    "city": "with 200 members, points and rank in the city are right in the answer after a sign-in",
}
# Where the bench does nothing else on the other database.
ON_SQLITE = {
    "hall": "no phone saw an error",
    "screens": "with 4 threads a worker, events reached",
    "codes": "of 20,000 guessed codes, 0 were accepted",
    "scan": "400 ms latency, 1 % loss: p95",
    "upload": "each once, under 24 members",
    "catalogue": "the catalogue holds all 40 courses with 200 lessons",
}
ONLY = {"sqlite": [], "postgresql": ["--only", "sign-in,ranking,export"]}  # the city's other operations need no second look
PROOFS = {"sqlite": {**ON_EITHER, **ON_SQLITE}, "postgresql": ON_EITHER}
Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def runs() -> Iterator[dict[str, Future[Done]]]:
    """One run a database, side by side: most of their time they wait."""
    with ThreadPoolExecutor() as pool:
        yield {database: pool.submit(_bench, database) for database in PROOFS}


def _bench(database: str) -> Done:
    command = ["scripts/bench", *PROOFS[database], "--quick", "--database", database, *ONLY[database]]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=400)


@pytest.mark.parametrize(("database", "operation"), [(database, operation) for database in PROOFS for operation in PROOFS[database]])
def test_an_operation_proves_what_it_claims(database: str, operation: str, runs: dict[str, Future[Done]]) -> None:
    done = runs[database].result()
    report = done.stdout.partition(f"\n{operation} on {database}")[2]
    assert PROOFS[database][operation] in report, done.stdout + done.stderr


@pytest.mark.parametrize("database", PROOFS)
def test_every_operation_of_a_city_is_answered_and_measured(database: str, runs: dict[str, Future[Done]]) -> None:
    report = runs[database].result().stdout.partition(f"\ncity on {database}")[2]
    assert "| 200 | export: xlsx | 2" in report
    assert "NOT MEASURED" not in report
    assert "BROKEN OFF" not in report
