"""Reads a QR code from the pixels of a screen, as another phone would."""

import io

import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page


def read_screen(screen: Page | Locator) -> str | None:
    """The text of the code on a screen; None where nobody could read one."""
    picture = Image.open(io.BytesIO(screen.screenshot(animations="disabled")))
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return found[0].text if len(found) == 1 else None


def path_of(link: str) -> str:
    """Where a scanned link leads on its host: /S/08…"""
    return "/" + link.split("/", 3)[3]
