"""QR symbols, drawn once for however many screens ask."""

import io
from functools import lru_cache

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage


@lru_cache(maxsize=64)
def qr_svg(text: str) -> str:
    """The symbol as an SVG element that fills its box, dark modules on white."""
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4, image_factory=SvgPathImage)
    symbol.add_data(text)
    image = symbol.make_image()
    return str(image.to_string(encoding="unicode"))


def qr_png(text: str) -> bytes:
    """The symbol as a PNG, 20 pixels a module: sharp on paper and on a projector."""
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4, box_size=20)
    symbol.add_data(text)
    file = io.BytesIO()
    symbol.make_image().save(file, "PNG")
    return file.getvalue()
