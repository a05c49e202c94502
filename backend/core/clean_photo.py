"""Make a photo anew from its pixels alone: upright, of a modest size, without place, camera or anything hidden."""

import hashlib
import io
from dataclasses import dataclass
from threading import Lock

from PIL import Image, ImageOps

from backend.core.errors import Refused

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_FILE = 20 * 2**20  # bytes
MOST_PIXELS = 64_000_000  # what a phone of 50 megapixels takes, unpacked about 190 MB
LONGEST_SIDE = 2048
QUALITY = 85
# A process decodes one photo at a time, so that twelve of the largest at once don't need twelve times the memory.
_one_at_a_time = Lock()


@dataclass(frozen=True)
class CleanPhoto:
    """A JPEG (JFIF) that holds pixels and nothing else."""

    content: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def clean_photo(content: bytes) -> CleanPhoto:
    """Raises Refused for what is no JPEG, PNG or WebP picture, for a damaged one, and for one that is too large."""
    if len(content) > LARGEST_FILE:
        raise too_large()
    with _one_at_a_time:
        return _encode(_decode(content))


def too_large() -> Refused:
    return Refused("photo_too_large", "A photo may have 20 MB and 64 million pixels.", status=413)


def _decode(content: bytes) -> Image.Image:
    try:
        # Only these three readers: everything else that Pillow could open stays shut.
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise too_large()
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG unpacks at about this size only
            flat = _on_white(image)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise too_large() from error
    except Exception as error:  # whatever a hostile file makes a decoder raise, it is the file's fault
        raise Refused("photo_unreadable", "This is not a photo we can read: use JPEG, PNG or WebP.", status=422) from error
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return flat


def _on_white(image: Image.Image) -> Image.Image:
    """Upright, as RGB; what was transparent is white."""
    upright = ImageOps.exif_transpose(image)
    if not upright.has_transparency_data:
        return upright.convert("RGB")
    seen = upright.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")


def _encode(image: Image.Image) -> CleanPhoto:
    # A new picture of the bare pixels: Pillow hands an opened picture's comments and profiles on when it saves.
    bare = Image.frombytes("RGB", image.size, image.tobytes())
    file = io.BytesIO()
    bare.save(file, "JPEG", quality=QUALITY, optimize=True)
    return CleanPhoto(file.getvalue(), *image.size)
