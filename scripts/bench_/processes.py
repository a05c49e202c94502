"""Programs of the bench's own: their children, and the processor time that they have used."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def family(pid: int) -> list[int]:
    """A process and its children."""
    return [pid, *children(pid)]


def processor_seconds(pids: list[int]) -> float:
    """What these processes, and those of their children that have ended, have used of the processor."""
    return sum(map(_used, pids)) / TICK


def resident_bytes(pids: list[int]) -> int:
    """Memory that they hold, shared pages counted once for each sharer's part."""
    return sum(_proportional(pid) for pid in pids)


def _used(pid: int) -> int:
    try:
        # After the name in brackets, which may hold spaces: fields 14 to 17 are user, system, and both of ended children.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(map(int, fields[11:15]))


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
