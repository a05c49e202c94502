"""Each way in which a package can try to do harm is refused with a code of its own, and leaves nothing behind."""

import io
import os
import stat
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.packages import unpack
from tests.packages.packing import SCORM_12, found_in, manifest, one_item, pack, page, refusal_of, taken

GOOD: dict[str, str | bytes] = {"imsmanifest.xml": one_item("1.html"), "1.html": page("<p>先看安全。</p>")}
XML = '<?xml version="1.0"?>'


def test_the_same_package_without_harm_is_read(tmp_path: Path) -> None:
    assert taken(found_in(tmp_path, pack(GOOD))) == [("第一课", "text")]


@pytest.mark.parametrize(
    "name",
    [
        "../evil.html",
        "a/../../evil.html",
        "a/..",
        "/etc/evil.html",
        "//host/evil.html",
        "C:/evil.html",
        "c:evil.html",
        "..\\evil.html",
        "a\\evil.html",
        "\\\\host\\evil.html",
        "evil\n.html",
        "evil\x1b.html",
        "e" * 501,
    ],
)
def test_a_name_that_points_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    assert refusal_of(tmp_path, pack({**GOOD, name: "x"})) == "package_unsafe_name"


def test_a_name_with_a_nul_is_refused(tmp_path: Path) -> None:
    content = pack({**GOOD, "evil~.html": "x"}).replace(b"evil~.html", b"evil\0.html")
    assert refusal_of(tmp_path, content) == "package_unsafe_name"


def test_a_gbk_name_whose_second_byte_is_a_backslash_is_read_as_gbk(tmp_path: Path) -> None:
    raw = "繺.html".encode("gbk")
    assert b"\\" in raw
    content = pack({**GOOD, "~~.html": "x"}).replace(b"~~.html", raw)
    assert taken(found_in(tmp_path, content)) == [("第一课", "text")]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK])
def test_a_link_or_a_device_is_refused(tmp_path: Path, kind: int) -> None:
    assert refusal_of(tmp_path, with_entry("link.html", b"/etc/passwd", mode=kind | 0o777)) == "package_link"


def test_a_link_that_says_it_comes_from_windows_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, with_entry("link.html", b"/etc/passwd", mode=stat.S_IFLNK | 0o777, system=0)) == "package_link"


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        content = with_entry("1.html", b"another page")
    assert refusal_of(tmp_path, content) == "package_duplicate_name"


@pytest.mark.parametrize("name", ["./1.html", ".//1.html"])
def test_two_spellings_of_one_name_are_refused(tmp_path: Path, name: str) -> None:
    assert refusal_of(tmp_path, pack({**GOOD, name: "x"})) == "package_duplicate_name"


def test_composed_and_decomposed_spellings_are_one_name(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, pack({**GOOD, "é.html": "x", "e\u0301.html": "y"})) == "package_duplicate_name"


def test_a_bomb_that_says_so_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack.Package, "_chunks", forbidden)
    assert refusal_of(tmp_path, pack({**GOOD, "bomb.html": b"\0" * 30_000_000})) == "package_bomb"


def test_a_bomb_of_many_small_files_is_refused(tmp_path: Path) -> None:
    files = {f"{number}.txt": b"\0" * 1_500_000 for number in range(40)}
    assert refusal_of(tmp_path, pack({**GOOD, **files})) == "package_bomb"


def test_a_bomb_whose_files_lie_on_each_other_is_refused(tmp_path: Path) -> None:
    """Many entries of the list of contents point at the same packed bytes."""
    content = pack({**GOOD, "00000.txt": b"\0" * 1_900_000})
    at = content.rindex(b"PK\x01\x02")
    entry, end = content[at : content.rindex(b"PK\x05\x06")], content[content.rindex(b"PK\x05\x06") :]
    copies = b"".join(entry.replace(b"00000.txt", b"%05d.txt" % number) for number in range(1, 400))
    count, size = struct.unpack("<HI", end[10:16])
    end = end[:8] + struct.pack("<HHI", count + 399, count + 399, size + len(copies)) + end[16:]
    assert refusal_of(tmp_path, content[:at] + entry + copies + end) == "package_bomb"


def test_a_file_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    """The list of contents says 100 bytes; the packed bytes hold three million."""
    content = pack({"imsmanifest.xml": one_item("1.html"), "1.html": bytes(3_000_000)})
    assert refusal_of(tmp_path, saying_size(content, 100)) == "package_unreadable"


def test_what_unpacks_is_counted_again_while_unpacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control of the counting itself: with what the package says believed blindly, the count while unpacking still refuses."""
    monkeypatch.setattr(unpack, "_refuse_oversized", lambda *_: None)
    content = pack({"imsmanifest.xml": one_item("1.mp4"), "1.mp4": bytes(30_000_000)})
    assert refusal_of(tmp_path, content) == "package_bomb"


def test_a_package_larger_than_a_course_may_be_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "LARGEST_UNPACKED", 50_000)
    content = pack({**GOOD, "a.bin": bytes(range(256)) * 300}, zipfile.ZIP_STORED)
    assert refusal_of(tmp_path, content) == "package_too_large"
    monkeypatch.setattr(unpack, "_refuse_oversized", lambda *_: None)
    content = pack({"imsmanifest.xml": one_item("a.mp4"), "a.mp4": bytes(range(256)) * 300}, zipfile.ZIP_STORED)
    assert refusal_of(tmp_path, content) == "package_too_large"


def test_a_file_larger_than_a_file_may_be_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "LARGEST_FILE", 50_000)
    content = pack({"imsmanifest.xml": one_item("a.mp4"), "a.mp4": bytes(range(256)) * 300}, zipfile.ZIP_STORED)
    assert refusal_of(tmp_path, content) == "package_too_large"
    monkeypatch.setattr(unpack, "_refuse_oversized", lambda *_: None)
    assert refusal_of(tmp_path, content) == "package_too_large"


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST_FILES", 20)
    assert refusal_of(tmp_path, pack({**GOOD, **{f"{number}.txt": "" for number in range(20)}})) == "package_too_many_files"


def test_a_list_of_contents_as_large_as_the_package_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "LARGEST_LIST", 100_000)
    assert refusal_of(tmp_path, pack({**GOOD, **{f"{number:0400}.txt": "" for number in range(400)}})) == "package_too_many_files"


def test_a_locked_package_is_refused(tmp_path: Path) -> None:
    content = bytearray(pack(GOOD))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + place] |= 1
    assert refusal_of(tmp_path, bytes(content)) == "package_encrypted"


@pytest.mark.parametrize("how", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_packing_that_may_take_all_memory_is_refused(tmp_path: Path, how: int) -> None:
    assert refusal_of(tmp_path, pack(GOOD, how)) == "package_unreadable"


NO_ZIPS = {
    "nothing": b"",
    "two letters": b"PK",
    "a beginning": b"PK\x03\x04",
    "a picture before it": b"GIF89a" + pack(GOOD),
    "a page": b"<html></html>",
    "another archive": b"Rar!\x1a\x07\x00",
}


@pytest.mark.parametrize("content", NO_ZIPS.values(), ids=NO_ZIPS)  # named: a packed moment of now is no name for two processes
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal_of(tmp_path, content) == "package_unreadable"


def test_half_a_zip_is_refused(tmp_path: Path) -> None:
    content = pack(GOOD)
    assert refusal_of(tmp_path, content[: len(content) // 2]) == "package_unreadable"


def test_a_zip_with_a_broken_file_is_refused(tmp_path: Path) -> None:
    content = pack(GOOD, zipfile.ZIP_STORED).replace("先看安全".encode(), "先看危险".encode())
    assert refusal_of(tmp_path, content) == "package_unreadable"


def test_a_package_without_a_manifest_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, pack({"1.html": "x", "story.html": "y"})) == "package_manifest_missing"


@pytest.mark.parametrize("content", ["", "no xml", "<manifest>", f"{XML}<html/>", "\0", "<a>" * 150 + "</a>" * 150])
def test_a_manifest_that_is_no_manifest_is_refused(tmp_path: Path, content: str) -> None:
    assert refusal_of(tmp_path, pack({"imsmanifest.xml": content})) == "package_manifest_unreadable"


def test_a_manifest_of_too_many_elements_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, pack({"imsmanifest.xml": f"<manifest>{'<a/>' * 200_001}</manifest>"})) == "package_manifest_unreadable"


def test_items_within_items_without_end_are_refused(tmp_path: Path) -> None:
    deep = manifest(SCORM_12, items="<item>" * 5000 + "</item>" * 5000)
    assert refusal_of(tmp_path, pack({"imsmanifest.xml": deep})) == "package_manifest_unreadable"


def test_a_billion_laughs_are_refused(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    bomb = f"{XML}<!DOCTYPE manifest [{laughs}]><manifest><a>&l9;</a></manifest>"
    assert refusal_of(tmp_path, pack({"imsmanifest.xml": bomb})) == "package_manifest_unsafe"


def test_one_long_entity_used_often_is_refused(tmp_path: Path) -> None:
    bomb = f'{XML}<!DOCTYPE manifest [<!ENTITY a "{"a" * 100_000}">]><manifest>{"&a;" * 1000}</manifest>'
    assert refusal_of(tmp_path, pack({"imsmanifest.xml": bomb})) == "package_manifest_unsafe"


@pytest.mark.parametrize("where", ["file:///etc/passwd", "http://127.0.0.1:1/x", "../../secret"])
def test_a_file_from_elsewhere_in_the_manifest_is_refused(tmp_path: Path, where: str) -> None:
    stolen = f'{XML}<!DOCTYPE manifest [<!ENTITY x SYSTEM "{where}">]>' + one_item("1.html", "&x;")[38:]
    assert refusal_of(tmp_path, pack({**GOOD, "imsmanifest.xml": stolen})) == "package_manifest_unsafe"


def test_parameter_entities_in_the_manifest_are_refused(tmp_path: Path) -> None:
    stolen = f'{XML}<!DOCTYPE manifest [<!ENTITY % x SYSTEM "file:///etc/passwd">%x;]><manifest/>'
    assert refusal_of(tmp_path, pack({"imsmanifest.xml": stolen})) == "package_manifest_unsafe"


def test_hrefs_that_lead_out_of_the_package_find_nothing(tmp_path: Path) -> None:
    """A lesson's file is looked up in the package's list, never on the server's disk."""
    (tmp_path / "secret.html").write_text("<p>geheim</p>")
    for href in ("../secret.html", "../../../../../etc/passwd", "file:///etc/passwd", "%2e%2e/%2e%2e/secret.html"):
        found = found_in(tmp_path, pack({**GOOD, "imsmanifest.xml": one_item(href)}))
        assert not found.lessons
        assert ("第一课", "missing_file") in {(one.title, one.why) for one in found.left_out}


def test_what_a_killed_server_left_behind_goes_after_a_day(tmp_path: Path) -> None:
    old, young = tmp_path / "workplace/package-old", tmp_path / "workplace/package-young"
    for folder in (old, young):
        folder.mkdir(parents=True)
        (folder / "0").write_text("half a film")
    os.utime(old, (0, 0))
    (tmp_path / "package.zip").write_bytes(pack(GOOD))
    with unpack.open_package(tmp_path / "package.zip", tmp_path / "workplace"):
        pass
    assert list((tmp_path / "workplace").iterdir()) == [young]


def with_entry(name: str, content: bytes, mode: int = 0, system: int = 3) -> bytes:
    file = io.BytesIO(pack(GOOD))
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = system, mode << 16
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(entry, content)
    return file.getvalue()


def saying_size(content: bytes, size: int) -> bytes:
    """The same package; its last file says to have another unpacked size, in both places."""
    changed = bytearray(content)
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.rindex(sign) + place
        changed[at : at + 4] = struct.pack("<I", size)
    return bytes(changed)


def forbidden(*_: object) -> Iterator[bytes]:
    raise AssertionError("unpacked")
