"""Files that are not what they say, that lie about their size, or that want more than they show: refused, and nothing is kept."""

import hashlib
import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfWriter

from backend.core.clean_photo import clean_photo
from backend.core.errors import Refused
from backend.courses import look_inside as looking
from backend.courses.media import Medium, media_folder, store_medium
from tests.authoring.desk import FILM, PAPER, SOUND, VIDEO, Desk, refused
from tests.records import pictures

# The database has no part in this.
pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.parametrize("stand", ["sqlite"], indirect=True)]

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><script>alert(1)</script>"
LIES: dict[str, tuple[str, bytes]] = {
    "a page named a video": ("a.mp4", PAGE),
    "a page named a PDF": ("a.pdf", PAGE),
    "a page named a sound": ("a.mp3", PAGE),
    "a video named a PDF": ("a.pdf", VIDEO.read_bytes()),
    "a PDF named a video": ("a.mp4", PAPER.read_bytes()),
    "a sound named a video": ("a.mp4", SOUND.read_bytes()),
    "a WebM named MP4": ("a.mp4", FILM.read_bytes()),
    "an MP4 named WebM": ("a.webm", VIDEO.read_bytes()),
    "an MP4 with a picture named a sound": ("a.m4a", VIDEO.read_bytes()),
    "the first bytes of a video alone": ("a.mp4", VIDEO.read_bytes()[:64]),
    "the first bytes of a WebM and then a page": ("a.webm", FILM.read_bytes()[:16] + PAGE * 100),
    "the first bytes of a PDF and then a page": ("a.pdf", b"%PDF-1.7\n" + PAGE * 100),
    "half a PDF": ("a.pdf", PAPER.read_bytes()[: PAPER.stat().st_size // 2]),
    "the first bytes of an MP3 and then a page": ("a.mp3", b"\xff\xfb" + PAGE * 100),
    "an Ogg that is none": ("a.ogg", b"OggS" + bytes(1000)),
    "zeros": ("a.mp4", bytes(1000)),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_file_that_is_not_what_it_says_is_refused(desk: Desk, lie: str) -> None:
    name, content = LIES[lie]
    assert refused(desk.try_upload(name, content)) == (422, "not_what_it_says")


def pdf_of(pages: str, more: str = "") -> bytes:
    """A PDF written by hand."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", pages, *([more] if more else [])]
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        body + f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF".encode()
    )


@pytest.mark.parametrize(
    "content",
    [
        pdf_of("<</Type/Pages/Kids[]/Count 0>>"),
        pdf_of("<</Type/Pages/Kids[]/Count 1000000000>>"),
        pdf_of("<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        pdf_of("<</Type/Pages/Kids[9 0 R]/Count 1>>"),
        pdf_of("[" * 100_000),
    ],
    ids=["no pages", "a billion pages said and none there", "pages within themselves", "pages that are not there", "a deep nest"],
)
def test_a_pdf_without_pages_is_refused(desk: Desk, content: bytes) -> None:
    assert refused(desk.try_upload("a.pdf", content)) == (422, "not_what_it_says")


def test_a_pdf_of_a_thousand_pages_is_too_long(desk: Desk) -> None:
    kids = " ".join(["3 0 R"] * 721)
    content = pdf_of(f"<</Type/Pages/Kids[{kids}]/Count 721>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    assert refused(desk.try_upload("a.pdf", content)) in ((422, "too_long"), (422, "not_what_it_says"))


def test_a_locked_pdf_is_refused_and_said_so(desk: Desk) -> None:
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret")
    writer.write(file)
    assert refused(desk.try_upload("a.pdf", file.getvalue())) == (422, "locked_pdf")


def test_a_reader_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(looking, "__file__", str(slow))
    monkeypatch.setattr(looking, "MOST_SECONDS", 0.2)
    assert looking.look_inside(PAPER, ".pdf") == {}


def test_a_reader_that_wants_too_much_memory_is_stopped(tmp_path: Path) -> None:
    """A stream of object definitions that unpacks to far more than it is."""
    bomb = zlib.compress(bytes(2**27))
    stream = f"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {len(bomb)}>>\nstream\n".encode() + bomb + b"\nendstream"
    xref = struct.pack(">BHB", 0, 0, 0) + struct.pack(">BHB", 2, 2, 0) + struct.pack(">BHB", 1, 9, 0)
    body = b"%PDF-1.7\n2 0 obj\n" + stream + b"\nendobj\n"
    head = f"3 0 obj\n<</Type/XRef/Size 3/W[1 2 1]/Root 1 0 R/Length {len(xref)}>>\nstream\n".encode()
    path = tmp_path / "a.pdf"
    path.write_bytes(body + head + xref + b"\nendstream\nendobj\nstartxref\n" + str(len(body)).encode() + b"\n%%EOF")
    with pytest.raises(Refused) as refusal:
        store_medium(path, "a.pdf")
    assert refusal.value.code == "not_what_it_says"


@pytest.mark.parametrize("name", ["a.mp4", "a.webm", "a.mp3", "a.m4a", "a.ogg", "a.pdf"])
def test_nothing_of_a_refused_file_is_kept(app: Flask, tmp_path: Path, name: str) -> None:
    path = tmp_path / "upload.part"
    path.write_bytes(PAGE)
    with app.app_context():
        before = set(media_folder().glob("*"))
        with pytest.raises(Refused):
            store_medium(path, name)
        assert set(media_folder().glob("*")) == before


@pytest.mark.parametrize("path", [VIDEO, FILM, SOUND, PAPER])
def test_a_sound_file_is_kept_once_under_the_name_of_its_content(app: Flask, path: Path) -> None:
    with app.app_context():
        first, second = (store_medium(path, f"电影 {path.name.upper()}") for _ in range(2))
        assert first == second
        assert isinstance(first, Medium)
        assert (media_folder() / first.name).read_bytes() == path.read_bytes()
        assert not list(media_folder().glob("*.part"))


BAD_PICTURES: dict[str, tuple[str, bytes]] = {
    "an SVG": ("a.png", SVG),
    "an SVG that begins like a PNG": ("a.png", b"\x89PNG\r\n\x1a\n" + SVG),
    "a page": ("a.jpg", PAGE),
    "a GIF": ("a.png", pictures.saved(pictures.scene(), "GIF")),
    "half a JPEG": ("a.jpg", pictures.jpeg()[:500]),
    "a PDF": ("a.jpg", PAPER.read_bytes()),
}


@pytest.mark.parametrize("what", BAD_PICTURES)
def test_a_picture_that_is_none_is_refused(desk: Desk, what: str) -> None:
    assert refused(desk.try_upload(*BAD_PICTURES[what])) == (422, "photo_unreadable")


def test_a_picture_that_unpacks_to_far_too_much_is_refused(desk: Desk) -> None:
    wide = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", wide), (b"IDAT", zlib.compress(bytes(10_000_000))), (b"IEND", b"")]
    content = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    assert refused(desk.try_upload("a.png", content)) == (413, "photo_too_large")


@pytest.mark.parametrize(("name", "content"), [("a.jpg", pictures.jpeg(6)), ("a.png", pictures.png(6)), ("a.webp", pictures.webp(6))])
def test_a_picture_is_made_anew_from_its_pixels(desk: Desk, app: Flask, name: str, content: bytes) -> None:
    medium = desk.upload(name, content)
    assert medium["kind"] == "picture"
    answer = app.test_client().get(f"/media/pictures/{medium['media_name']}")
    assert answer.status_code == 200
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "private" in answer.headers["Cache-Control"]
    assert pictures.SECRET.encode() not in answer.data
    assert answer.data[:3] == b"\xff\xd8\xff"


@pytest.mark.parametrize("name", ["x.jpg", "0" * 32 + ".jpg", "0" * 32 + ".svg", "..%2f..%2fsecret.key", "%2e%2e%2fmuster.db"])
def test_a_picture_nobody_was_shown_is_not_found(app: Flask, name: str) -> None:
    assert app.test_client().get(f"/media/pictures/{name}").status_code == 404


def test_a_pictures_name_can_not_be_worked_out_from_the_picture(desk: Desk) -> None:
    content: Any = pictures.jpeg()
    name = desk.upload("a.jpg", content)["media_name"]
    assert hashlib.sha256(clean_photo(content).content).hexdigest()[:32] not in name
