"""Figures for people: medians with their spread, tables, and the machine that they come from."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

BENCHMARKS = Path(__file__).resolve().parents[2] / "docs" / "benchmarks"


class Failed(Exception):
    """The operation did not do what it must do; the message says which."""


@dataclass
class Result:
    """What an operation found on one database: rows of a table, and sentences about what was proved."""

    operation: str
    database: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    proved: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # further ones, by heading
    figures: list[dict[str, Any]] = field(default_factory=list)  # the rows as numbers, where programs may want them
    load_before: float = field(default_factory=lambda: round(os.getloadavg()[0], 2))

    def prove(self, holds: bool, sentence: str) -> None:
        """Keep the sentence, or fail by it."""
        if not holds:
            raise Failed(f"{as_table(self.rows) if self.rows else ''}\n{self.operation} on {self.database}: NOT TRUE: {sentence}")
        self.proved.append(sentence)


def spread(values: Sequence[float], digits: int = 0) -> str:
    """`480 [455–502]`: the median of the turns, the least and the most."""
    low, middle, high = (f"{value:,.{digits}f}" for value in (min(values), median(values), max(values)))
    return f"{middle} [{low}–{high}]" if len(values) > 1 else middle


def percentile(values: Sequence[float], percent: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def machine() -> dict[str, Any]:
    model = next((line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), "?")
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {"processor": model, "cores": os.cpu_count(), "memory_gb": round(gigabytes), "python": platform.python_version()}


def as_table(rows: Sequence[dict[str, Any]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, ["---"] * len(names), *([str(row.get(name, "")) for name in names] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def in_words(result: dict[str, Any]) -> str:
    """All tables of a result, and its sentences."""
    parts = [as_table(result["rows"])]
    parts += [f"### {heading}\n\n{as_table(rows)}" for heading, rows in result.get("tables", {}).items()]
    parts += ["\n".join(f"- {sentence}" for sentence in result[name]) for name in ("proved", "notes") if result[name]]
    return "\n\n".join(parts)


def as_markdown(title: str, results: Sequence[dict[str, Any]]) -> str:
    parts = [f"# {title}"]
    for result in results:
        facts = result["machine"]
        where = f"{facts['cores']} cores of {facts['processor']}, {facts['memory_gb']} GB, Python {facts['python']}"
        parts.append(f"## {result['database']}")
        parts.append(f"`{result['command']}`, {result['at']}, commit {result['commit']}, {where}; the load comes from the same machine.")
        parts += [f"Load average before: {result['load_before']}.", in_words(result)]
    return "\n\n".join(parts) + "\n"


def write(title: str, results: Sequence[Result]) -> None:
    """Keep the results in docs/benchmarks, for people and for programs, beside what is kept of another database."""
    file = BENCHMARKS / f"{results[0].operation}.json"
    made = {"command": command(), "at": f"{datetime.now(UTC):%Y-%m-%d}", "commit": commit(), "machine": machine()}
    kept = {one["database"]: one for one in _kept(file)} | {one.database: {**made, **asdict(one)} for one in results}
    entries = [kept[database] for database in sorted(kept, reverse=True)]  # SQLite first
    BENCHMARKS.mkdir(exist_ok=True)
    file.write_text(json.dumps({"results": entries}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    file.with_suffix(".md").write_text(as_markdown(title, entries), "utf-8")


def _kept(file: Path) -> list[dict[str, Any]]:
    """Where one command measured all, its facts stood once."""
    content = json.loads(file.read_text("utf-8")) if file.exists() else {"results": []}
    once = {name: content[name] for name in ("command", "at", "commit", "machine") if name in content}
    return [{**once, **one} for one in content["results"]]


def commit() -> str:
    """What was measured; with a plus where the working copy differs from it."""
    words = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    described = subprocess.run(words, cwd=BENCHMARKS.parents[1], capture_output=True, text=True)
    return described.stdout.strip() or "unknown"


def command() -> str:
    words = [word for word in sys.argv[1:] if word != "--write"]
    if "--cities" in words:  # where somebody keeps cities says nothing to others
        place = words.index("--cities")
        del words[place : place + 2]
    return " ".join(["scripts/bench", *words])
