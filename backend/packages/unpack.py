"""Open a package without trusting it: nothing is written under its own names, and no more than was agreed, counted while unpacking."""

import shutil
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from backend.packages.entry_names import BESIDE, check_entry, name_of, refused

LARGEST_FILE = 2 * 2**30  # bytes of one unpacked file; a video of two hours has about 1.5 GB
LARGEST_UNPACKED = 4 * 2**30
LARGEST_RATIO = 200  # pages and manifests pack about 10:1, a bomb 1000:1
SMALL = 2 * 2**20  # bytes; a short file of spaces is no bomb
MOST_FILES = 10_000
LARGEST_LIST = 4 * 2**20  # bytes of the list of contents, which the reader takes in one go
CHUNK = 2**20
LEFTOVER_SECONDS = 24 * 3600
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, UnicodeDecodeError, ValueError, OverflowError)


class Package:
    """The files of a package by name. Each is unpacked when it is first asked for, into a folder of numbers."""

    def __init__(self, archive: zipfile.ZipFile, folder: Path, packed_bytes: int) -> None:
        self._archive, self._folder = archive, folder
        self._taken: dict[str, Path] = {}
        self._entries = _checked(archive, packed_bytes)
        self._room = min(LARGEST_UNPACKED, LARGEST_RATIO * packed_bytes + SMALL, shutil.disk_usage(folder).free // 2)
        self._folded = {name.casefold(): name for name in self._entries}

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def find(self, name: str) -> str | None:
        """The name as it stands in the package; packages made on Windows mix up the case of letters."""
        return name if name in self._entries else self._folded.get(name.casefold())

    def enter(self, folder: str) -> None:
        """Make a folder of the package its root."""
        inside = {name: entry for name, entry in self._entries.items() if name.startswith(folder)}
        self._entries = {name.removeprefix(folder): entry for name, entry in inside.items()}
        self._folded = {name.casefold(): name for name in self._entries}

    def size(self, name: str) -> int:
        """Bytes, as the package says: `take` and `read` hold it to that."""
        return self._entries[name].file_size

    def take(self, name: str) -> Path:
        """The file, unpacked."""
        if name not in self._taken:
            path = self._folder / str(len(self._taken))
            with path.open("wb") as file:
                for chunk in self._chunks(name, LARGEST_FILE):
                    file.write(chunk)
            self._taken[name] = path
        return self._taken[name]

    def read(self, name: str, most: int) -> bytes | None:
        """The file's bytes; None when there are more than `most`."""
        if self.size(name) > most:
            return None
        return b"".join(self._chunks(name, most))

    def _chunks(self, name: str, most: int) -> Iterator[bytes]:
        entry, unpacked = self._entries[name], 0
        try:
            with self._archive.open(entry) as file:
                while chunk := file.read(CHUNK):
                    unpacked += len(chunk)
                    self._room -= len(chunk)
                    if unpacked > SMALL + LARGEST_RATIO * entry.compress_size:
                        raise bomb()
                    if self._room < 0 or unpacked > most:
                        raise too_large()
                    yield chunk
        except DAMAGED as error:
            raise damaged() from error


class _Bounded:
    """A file of which nobody reads much at once: the list of contents of a hostile ZIP may be as large as the ZIP."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(min(size, LARGEST_LIST + 1) if size >= 0 else LARGEST_LIST + 1)
        if len(content) > LARGEST_LIST:
            raise too_many_files()
        return content

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def open_package(path: Path, workplace: Path) -> Iterator[Package]:
    """A package, with a folder below `workplace` to unpack into. The folder goes in the end, whatever happens.
    Raises Refused for what is no ZIP, is damaged, or is unsafe."""
    workplace.mkdir(parents=True, exist_ok=True)
    _clear_leftovers(workplace)
    with path.open("rb") as file, tempfile.TemporaryDirectory(dir=workplace, prefix="package-") as folder:
        if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            raise not_a_zip()
        try:
            archive = zipfile.ZipFile(_Bounded(file))
        except DAMAGED as error:
            raise damaged() from error
        with archive:
            yield Package(archive, Path(folder), path.stat().st_size)


def _clear_leftovers(workplace: Path) -> None:
    """What a server that was killed in the middle left behind."""
    for folder in workplace.glob("package-*"):
        if time.time() - folder.stat().st_mtime > LEFTOVER_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _checked(archive: zipfile.ZipFile, packed_bytes: int) -> dict[str, zipfile.ZipInfo]:
    """The files by name. Raises Refused at the first sign of malice, before anything is unpacked."""
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise too_many_files()
    checked: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        check_entry(entry)
        name = name_of(entry)
        if entry.is_dir() or entry.filename.startswith(BESIDE) or not name:
            continue
        if name in checked:
            raise refused("package_duplicate_name", f"The package holds two files of the name {name[:80]!a}.")
        checked[name] = entry
    _refuse_oversized(list(checked.values()), packed_bytes)
    return checked


def _refuse_oversized(entries: list[zipfile.ZipInfo], packed_bytes: int) -> None:
    """By what the package itself says; what it unpacks to is counted again while unpacking."""
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > SMALL + LARGEST_RATIO * packed_bytes or any(_is_bomb(entry) for entry in entries):
        raise bomb()
    if unpacked > LARGEST_UNPACKED or any(entry.file_size > LARGEST_FILE for entry in entries):
        raise too_large()


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > SMALL + LARGEST_RATIO * entry.compress_size


def not_a_zip() -> Exception:
    return refused("package_unreadable", "This is no ZIP file.")


def damaged() -> Exception:
    return refused("package_unreadable", "The package is damaged: export it again.")


def too_large() -> Exception:
    return refused("package_too_large", "The package unpacks to more than a course may be: split it.")


def too_many_files() -> Exception:
    return refused("package_too_many_files", f"The package holds more than {MOST_FILES} files: split it.")


def bomb() -> Exception:
    return refused("package_bomb", "The package unpacks to far more than its size allows.")
