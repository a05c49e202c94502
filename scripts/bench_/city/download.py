"""A file taken from the server as a browser takes it: when its first bytes come, when its last, and what memory that costs."""

import http.client
import re
import threading
import time
import zipfile
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from bench_.city.town import Town
from bench_.processes import family, resident_bytes
from bench_.replay import read_request

LOOK_EVERY = 0.05
CHUNK = 256 * 1024
ROW = re.compile(rb"<row[ >]")


class Download(NamedTuple):
    """Seconds to the first bytes of the file and to its end; the server's most MB over what it held idle; rows, the head too."""

    first: float
    whole: float
    megabytes: float
    rows: int


def download(town: Town, path: str) -> Download:
    """By the city's admin. Raises RuntimeError for a refusal or a file that ends early."""
    with TemporaryFile() as file:
        with Watched(town.muster.pid) as watched:
            first, whole = _fetch(town, path, file)
        rows = _xlsx_rows(file) if ".xlsx?" in path else _csv_rows(file)
    return Download(first, whole, watched.most / 2**20, rows)


def _fetch(town: Town, path: str, file: IO[bytes]) -> tuple[float, float]:
    town.hall.hand_out_tokens()
    method, path, headers, _ = read_request(town.admin.request("GET", path))
    connection, began = http.client.HTTPConnection("127.0.0.1", town.muster.port, timeout=600), time.perf_counter()
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    part = answer.read1(CHUNK)
    first = time.perf_counter() - began
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {part[:300]!r}")
    while part:
        file.write(part)
        part = answer.read1(CHUNK)
    whole = time.perf_counter() - began
    connection.close()
    return first, whole


class Watched:
    """Looks again and again how much memory a server and its children hold; `most` in bytes over what they held at first."""

    def __init__(self, pid: int) -> None:
        self.pids = family(pid)
        self.idle, self.most, self.over = resident_bytes(self.pids), 0, threading.Event()
        self.looking = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watched":
        self.looking.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.over.set()
        self.looking.join()

    def _look(self) -> None:
        while not self.over.wait(LOOK_EVERY):
            self.most = max(self.most, resident_bytes(self.pids) - self.idle)


def _csv_rows(file: IO[bytes]) -> int:
    file.seek(0)
    return sum(part.count(b"\n") for part in iter(lambda: file.read(CHUNK), b""))


def _xlsx_rows(file: IO[bytes]) -> int:
    rows, kept = 0, b""
    with zipfile.ZipFile(file) as book, book.open("xl/worksheets/sheet1.xml") as sheet:
        for part in iter(lambda: sheet.read(CHUNK), b""):
            text = kept + part
            rows += len(ROW.findall(text[:-8])) if len(text) > 8 else 0
            kept = text[-8:]
    return rows + len(ROW.findall(kept))
