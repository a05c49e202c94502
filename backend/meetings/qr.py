"""The sign-in link as a QR symbol, drawn once a slot for however many screens ask."""

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
