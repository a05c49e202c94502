"""Photos: made anew from their pixels, upright, twelve a meeting, seen by those who look after it."""

import hashlib
import io
import time as stopwatch
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from backend.core.clean_photo import clean_photo
from backend.core.config import Settings
from backend.records import photos
from backend.records.models import Photo
from backend.records.verify import verify
from tests.records import pictures
from tests.records.paper import Paper

START, JFIF, TABLES, PICTURE = 0xD8, 0xE0, {0xDB, 0xC4}, {0xC0, 0xDA}


def add(paper: Paper, content: bytes, person: str = "li", **form: str) -> Any:
    data = {"file": (io.BytesIO(content), "photo.jpg"), **form}
    return paper.ask(person, "POST", f"{paper.hall.meeting}/photos", data=data)


def bytes_of(paper: Paper, photo: Any, person: str = "li") -> Any:
    return paper.ask(person, "GET", f"{paper.hall.meeting}/photos/{photo.json['id']}")


@pytest.mark.parametrize("make", [pictures.jpeg, pictures.png, pictures.webp])
def test_nothing_of_place_camera_or_words_is_left(make: Any, paper: Paper) -> None:
    sent = make()
    assert pictures.SECRET.encode() in sent
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(pictures.IFD.GPSInfo)
    kept = bytes_of(paper, add(paper, sent)).data
    assert pictures.SECRET.encode() not in kept
    assert set(pictures.segments(kept)) - TABLES - PICTURE == {START, JFIF}
    opened = Image.open(io.BytesIO(kept))
    assert (dict(opened.getexif()), set(opened.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}) == ({}, set())


def test_what_hangs_behind_a_picture_is_gone(paper: Paper) -> None:
    kept = bytes_of(paper, add(paper, pictures.with_zip_behind(pictures.jpeg()))).data
    assert kept.endswith(b"\xff\xd9")
    assert b"PK\x03\x04" not in kept


@pytest.mark.parametrize("make", [pictures.jpeg, pictures.png, pictures.webp])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_however_the_phone_was_held_the_photo_is_upright(make: Any, orientation: int) -> None:
    """Turned the other way first, as a camera stores it: what EXIF says brings it back."""
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # orientation -> the transposition that makes it
    stored = pictures.scene().transpose(Image.Transpose(undo[orientation])) if orientation > 1 else pictures.scene()
    clean = clean_photo(make(orientation, stored))
    assert (clean.width, clean.height) == (320, 240)
    assert corners(clean.content) == list(pictures.CORNERS)


def corners(content: bytes) -> list[str]:
    picture = Image.open(io.BytesIO(content))
    points = [(80, 60), (240, 60), (80, 180), (240, 180)]
    return [nearest(picture.getpixel(point)) for point in points]


def nearest(colour: Any) -> str:
    def far(name: str) -> int:
        return sum(abs(one - other) for one, other in zip(colour, pictures.CORNERS[name], strict=True))

    return min(pictures.CORNERS, key=far)


def test_a_large_photo_is_made_smaller_and_keeps_its_shape() -> None:
    clean = clean_photo(pictures.jpeg(picture=pictures.scene(6000, 4000)))
    assert (clean.width, clean.height) == (2048, 1365)
    assert corners_of_large(clean.content) == list(pictures.CORNERS)


def corners_of_large(content: bytes) -> list[str]:
    small = Image.open(io.BytesIO(content)).resize((320, 240))
    return corners(pictures.saved(small, "PNG"))


def test_what_is_transparent_is_white() -> None:
    clean = clean_photo(pictures.saved(Image.new("RGBA", (20, 20), (255, 0, 0, 0)), "PNG"))
    assert Image.open(io.BytesIO(clean.content)).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_pictures_of_every_mode_are_read(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert clean_photo(pictures.saved(Image.new(mode, (40, 30)), form)).width == 40


NO_PHOTOS = {
    "empty": b"",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><image href="file:///etc/passwd"/></svg>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "zip": pictures.with_zip_behind(b""),
    "cut jpeg": pictures.jpeg()[:-2000],
    "cut png": pictures.png()[:-200],
    "cut webp": pictures.webp()[:-200],
    "half a head": pictures.jpeg()[:20],
    "jpeg in name only": b"\xff\xd8\xff\xe0" + b"\0" * 400,
    "gif": pictures.saved(pictures.scene(), "GIF"),
    "tiff": pictures.saved(pictures.scene(), "TIFF"),
    "bmp": pictures.saved(pictures.scene(), "BMP"),
    "pdf": pictures.saved(pictures.scene(), "PDF"),
}


@pytest.mark.parametrize("name", NO_PHOTOS)
def test_what_is_no_photo_is_refused(name: str, paper: Paper, session: Any) -> None:
    answer = add(paper, NO_PHOTOS[name])
    assert (answer.status_code, answer.json["code"]) == (422, "photo_unreadable")
    assert session.query(Photo).count() == 0


def test_a_bomb_is_refused_before_it_is_unpacked(paper: Paper) -> None:
    content, began = pictures.bomb(), stopwatch.monotonic()
    tracemalloc.start()
    answer = add(paper, content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (answer.status_code, answer.json["code"]) == (413, "photo_too_large")
    assert stopwatch.monotonic() - began < 2
    assert peak < 30 * 2**20


def test_a_file_of_more_than_20_mb_is_refused(paper: Paper) -> None:
    answer = add(paper, pictures.jpeg() + b"\0" * 20 * 2**20)
    assert (answer.status_code, answer.json["code"]) == (413, "photo_too_large")


def test_a_photo_is_kept_under_the_hash_of_its_content(paper: Paper, settings: Settings) -> None:
    photo = add(paper, pictures.jpeg(), caption="消防演练").json
    file = Path(settings.data_dir) / "photos" / str(paper.world["meeting"]) / f"{photo['sha256']}.jpg"
    content = file.read_bytes()
    assert (hashlib.sha256(content).hexdigest(), len(content)) == (photo["sha256"], photo["size"])
    assert (photo["caption"], photo["width"], photo["height"]) == ("消防演练", 320, 240)


def test_the_same_photo_twice_is_one(paper: Paper, session: Any) -> None:
    first, again = add(paper, pictures.jpeg()), add(paper, pictures.jpeg())
    assert (first.status_code, again.status_code, again.json) == (201, 200, first.json)
    assert session.query(Photo).count() == 1


def test_a_meeting_keeps_twelve(paper: Paper) -> None:
    for number in range(photos.MOST_PHOTOS):
        assert add(paper, pictures.jpeg(picture=pictures.scene(20 + 2 * number))).status_code == 201
    answer = add(paper, pictures.jpeg(picture=pictures.scene(90)))
    assert (answer.status_code, answer.json["code"]) == (409, "too_many_photos")
    assert len(paper.ask("li", "GET", f"{paper.hall.meeting}/photos").json["items"]) == 12


def test_only_those_who_look_after_the_meeting_see_its_photos(paper: Paper) -> None:
    photo = add(paper, pictures.jpeg())
    answers = [bytes_of(paper, photo, person).status_code for person in ("li", "chen", "wang", "sun")]
    assert answers == [200, 200, 403, 404]
    answer = bytes_of(paper, photo)
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_a_photo_of_another_meeting_is_as_one_that_never_was(paper: Paper) -> None:
    photo = add(paper, pictures.jpeg()).json["id"]
    assert paper.ask("li", "GET", f"/api/meetings/{paper.world['planned meeting']}/photos/{photo}").status_code == 404
    assert paper.ask("li", "GET", f"{paper.hall.meeting}/photos/999999").status_code == 404


def test_captions_change_and_photos_go_while_the_meeting_is_open(paper: Paper, settings: Settings) -> None:
    photo = add(paper, pictures.jpeg()).json
    where = f"{paper.hall.meeting}/photos/{photo['id']}"
    assert paper.ask("li", "PATCH", where, json={"caption": "合影"}).json["caption"] == "合影"
    assert paper.ask("li", "DELETE", where).status_code == 204
    assert paper.ask("li", "GET", where).status_code == 404
    folder = Path(settings.data_dir) / "photos" / str(paper.world["meeting"])
    assert not (folder / f"{photo['sha256']}.jpg").exists()
    assert add(paper, pictures.jpeg()).status_code == 201


def test_photos_stay_as_they_are_once_the_meeting_is_closed(paper: Paper) -> None:
    photo = add(paper, pictures.jpeg(), caption="合影").json
    paper.close()
    where = f"{paper.hall.meeting}/photos/{photo['id']}"
    refused = [
        add(paper, pictures.png()),
        paper.ask("li", "PATCH", where, json={"caption": "别的"}),
        paper.ask("li", "DELETE", where),
    ]
    assert [(answer.status_code, answer.json["code"]) for answer in refused] == [(409, "closed")] * 3
    frozen = paper.record().json["content"]["photos"]
    assert frozen == [{"sha256": photo["sha256"], "caption": "合影", "size": photo["size"]}]


def test_a_meeting_that_has_not_begun_has_no_photos(paper: Paper) -> None:
    data = {"file": (io.BytesIO(pictures.jpeg()), "photo.jpg")}
    planned = f"/api/meetings/{paper.world['planned meeting']}/photos"
    assert paper.ask("li", "POST", planned, data=data).json["code"] == "not_open"


def test_a_photo_that_was_changed_on_the_disk_shows(paper: Paper, settings: Settings, session: Any) -> None:
    photo = add(paper, pictures.jpeg()).json
    paper.close()
    assert verify() == []
    file = Path(settings.data_dir) / "photos" / str(paper.world["meeting"]) / f"{photo['sha256']}.jpg"
    file.write_bytes(pictures.jpeg())
    assert verify() == [f"meeting {paper.world['meeting']}: photo {photo['sha256'][:12]} is missing or changed"]
    file.unlink()
    assert len(verify()) == 1
