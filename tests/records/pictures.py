"""Pictures as phones make them, with all that hides in them; and files that only pretend to be pictures."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo

SECRET = "SECRET-CAMERA"
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET} 31.2304N</x:xmpmeta>".encode()
CORNERS = {"red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}


def scene(width: int = 320, height: int = 240) -> Image.Image:
    """Red top left, green top right, blue bottom left, white bottom right."""
    picture = Image.new("RGB", (width, height))
    half_w, half_h = width // 2, height // 2
    for number, colour in enumerate(CORNERS.values()):
        left, top = number % 2 * half_w, number // 2 * half_h
        picture.paste(colour, (left, top, left + half_w, top + half_h))
    return picture


def exif(orientation: int = 1) -> Image.Exif:
    """Camera, moment, place and words, where phones put them."""
    facts = Image.Exif()
    facts[Base.Orientation] = orientation
    facts[Base.Make], facts[Base.Model], facts[Base.ImageDescription] = SECRET, SECRET, SECRET
    facts[Base.DateTime] = "2026:11:24 19:00:00"
    facts.get_ifd(IFD.Exif)[Base.MakerNote] = SECRET.encode()
    facts.get_ifd(IFD.Exif)[Base.UserComment] = SECRET.encode()
    place = {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (31.0, 13.0, 49.44), GPS.GPSLongitudeRef: "E", GPS.GPSLongitude: (121.0, 28.0, 25.0)}
    facts.get_ifd(IFD.GPSInfo).update(place)
    return facts


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def jpeg(orientation: int = 1, picture: Image.Image | None = None) -> bytes:
    told = {"exif": exif(orientation), "icc_profile": profile(), "comment": SECRET.encode(), "xmp": XMP, "dpi": (301, 301)}
    return saved(picture or scene(), "JPEG", quality=95, **told)


def png(orientation: int = 1, picture: Image.Image | None = None) -> bytes:
    words = PngInfo()
    words.add_text("Comment", SECRET)
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved(picture or scene(), "PNG", exif=exif(orientation), icc_profile=profile(), pnginfo=words)


def webp(orientation: int = 1, picture: Image.Image | None = None) -> bytes:
    return saved(picture or scene(), "WEBP", lossless=True, exif=exif(orientation), icc_profile=profile(), xmp=XMP)


def with_zip_behind(picture: bytes) -> bytes:
    """A picture that is an archive too, for whoever opens it as one."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(SECRET, SECRET)
    return picture + archive.getvalue()


def bomb(side: int = 20_000) -> bytes:
    """A PNG of 400 million black points in some 400 kB."""
    rows = zlib.compressobj(9)
    line = b"\0" + b"\0" * (side // 8)
    packed = b"".join([*(rows.compress(line) for _ in range(side)), rows.flush()])
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def segments(content: bytes) -> list[int]:
    """The markers of a JPEG up to its picture data, and what follows the end of it: 0xD8 begins, 0xE1 would be EXIF."""
    markers, at = [content[1]], 2
    while content[at + 1] != 0xDA:
        markers.append(content[at + 1])
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return [*markers, 0xDA]
