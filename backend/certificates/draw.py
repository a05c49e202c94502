"""Draw a certificate as a PDF page (A4, lying), with a QR code that leads to its verification."""

import io
from functools import cache
from xml.sax.saxutils import escape

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from backend.certificates.models import Certificate
from backend.certificates.words import Words
from backend.core.config import settings

WIDTH, HEIGHT = landscape(A4)
INK, ACCENT, QUIET = HexColor("#1f1a17"), HexColor("#b3331f"), HexColor("#5f5853")
QR_SIDE = 92.0
BORDER = 28.0
# The font of Adobe's reader for Chinese: not embedded, every reader has one that takes its place, and a file has 4 kB.
BUILT_IN = "STSong-Light"


def certificate_pdf(certificate: Certificate, words: Words) -> bytes:
    """The page, in the words of one language."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle(words.heading)
    canvas.setAuthor(settings().name)
    font = chinese_font()
    _draw_border(canvas)
    _draw_lines(canvas, words, font)
    _draw_foot(canvas, certificate, words, font)
    canvas.save()
    return file.getvalue()


def verification_url(code: str) -> str:
    """In capitals, as sign-in codes are: a QR symbol of capitals and digits is smaller."""
    return f"{settings().public_url.rstrip('/')}/V/{code}".upper()


def chinese_font() -> str:
    """The font to draw Chinese with; another room's pages look like these."""
    return _font(settings().certificate_font)


@cache
def _font(path: str) -> str:
    """The name of the font to draw with: a TrueType font that is named in the settings is embedded."""
    name = "certificate" if path else BUILT_IN
    pdfmetrics.registerFont(TTFont(name, path) if path else UnicodeCIDFont(BUILT_IN))
    return name


def _draw_border(canvas: Canvas) -> None:
    for inset, width, colour in ((BORDER, 2.2, ACCENT), (BORDER + 7, 0.6, QUIET)):
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(width)
        canvas.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)


def _draw_lines(canvas: Canvas, words: Words, font: str) -> None:
    top = HEIGHT - 80
    for text, size, colour in ((words.heading, 40, ACCENT), (words.name, 30, INK), (words.sentence, 18, INK), (words.hours, 34, ACCENT)):
        top -= _draw_paragraph(canvas, text, top, font, size=size, colour=colour)
    for text in words.details:
        top -= _draw_paragraph(canvas, text, top, font, size=14, colour=QUIET)


def _draw_paragraph(canvas: Canvas, text: str, top: float, font: str, *, size: float, colour: Color) -> float:
    """Centred, in as many lines as it needs; answers its height with the space below."""
    style = ParagraphStyle("line", fontName=font, fontSize=size, leading=size * 1.35, alignment=TA_CENTER, textColor=colour, wordWrap="CJK")
    paragraph = Paragraph(escape(text), style)
    _, height = paragraph.wrap(WIDTH - 220, HEIGHT)
    paragraph.drawOn(canvas, 110, top - height)
    return float(height + size * 0.42)


def _draw_foot(canvas: Canvas, certificate: Certificate, words: Words, font: str) -> None:
    right, bottom = WIDTH - BORDER - 24, BORDER + 22
    _draw_qr(canvas, verification_url(certificate.code), right - QR_SIDE, bottom)
    canvas.setFillColor(QUIET)
    for line, text in enumerate(reversed(words.foot)):
        canvas.setFont(font, 11.5)
        canvas.drawString(BORDER + 30, bottom + 6 + 18 * line, text)


def _draw_qr(canvas: Canvas, text: str, left: float, bottom: float) -> None:
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=2)
    symbol.add_data(text)
    rows = symbol.get_matrix()
    side = QR_SIDE / len(rows)
    canvas.setFillColor(HexColor("#000000"))
    for place, row in enumerate(rows):
        for column, dark in enumerate(row):
            if dark:
                # A little larger than its place: no white hair lines between the modules.
                canvas.rect(left + column * side, bottom + (len(rows) - 1 - place) * side, side * 1.02, side * 1.02, stroke=0, fill=1)
