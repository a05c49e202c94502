"""A report of one branch as it is printed and hung up: one A4 page, with its title, its table, and its foot."""

from io import BytesIO
from typing import IO, Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table, TableStyle

from backend.certificates.draw import chinese_font
from backend.core.config import settings
from backend.core.errors import Refused
from backend.reports.sheets import Report

INK, QUIET, LINE, SHADE = HexColor("#1f1a17"), HexColor("#5f5853"), HexColor("#c9c2bc"), HexColor("#f4f1ee")
MARGIN, HEADER, FOOTER = 36.0, 66.0, 54.0
SIZES = (10.0, 9.0, 8.0, 7.0, 6.0)  # points; smaller can't be read on paper
SIGNED = {"zh": "负责人签字：______________　　日期：______________", "en": "Signed: ______________    Date: ______________"}
WIDE = 9  # columns from which on the page lies


def write_pdf(report: Report, file: IO[bytes]) -> None:
    """Raises Refused (too_many_for_a_page) where the rows do not fit on it."""
    cells = [list(texts) for texts in report.texts()]
    width, height = landscape(A4) if len(report.sheet.columns) >= WIDE else A4
    content = BytesIO()
    canvas = Canvas(content, pagesize=(width, height), invariant=1)
    canvas.setTitle(report.title)
    canvas.setAuthor(settings().name)
    font = chinese_font()
    table = _table(report, cells, font, width - 2 * MARGIN, height - HEADER - FOOTER - 2 * MARGIN)
    _draw_head(canvas, report, font, height)
    table.drawOn(canvas, MARGIN, height - MARGIN - HEADER - table._height)
    _draw_foot(canvas, report, font)
    canvas.save()
    file.write(content.getvalue())


def _table(report: Report, cells: list[list[str]], font: str, width: float, height: float) -> Any:
    """At the largest size of letters at which all rows fit."""
    for size in SIZES:
        table = _drawn(report, cells, font, size, width)
        if table.wrap(width, height)[1] <= height:
            return table
    raise Refused("too_many_for_a_page", "A printed page has no room for so many rows: take the spreadsheet.", status=422)


def _drawn(report: Report, cells: list[list[str]], font: str, size: float, width: float) -> Any:
    columns = report.sheet.columns
    texts = ParagraphStyle("text", fontName=font, fontSize=size, leading=size * 1.25, textColor=INK, wordWrap="CJK")
    numbers = ParagraphStyle("number", parent=texts, alignment=2)
    styles = [numbers if column.is_number else texts for column in columns]
    heads = [Paragraph(f"<b>{escape(getattr(column, report.language))}</b>", style) for column, style in zip(columns, styles, strict=True)]
    lines = [[Paragraph(escape(text), style) for text, style in zip(row, styles, strict=True)] for row in cells]
    whole = sum(column.width for column in columns)
    table = Table([heads, *lines], colWidths=[width * column.width / whole for column in columns], repeatRows=1)
    pad = size * 0.3
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
                ("LINEABOVE", (0, 0), (-1, 0), 1, INK),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
                ("BACKGROUND", (0, 0), (-1, 0), SHADE),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("TOPPADDING", (0, 0), (-1, -1), pad),
                ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table


def _draw_head(canvas: Canvas, report: Report, font: str, height: float) -> None:
    words = dict(report.about())
    canvas.setFillColor(INK)
    canvas.setFont(font, 20)
    canvas.drawString(MARGIN, height - MARGIN - 20, report.organisation)
    canvas.setFont(font, 12)
    canvas.drawString(MARGIN, height - MARGIN - 40, f"{report.title}　{report.period}")
    canvas.setFillColor(QUIET)
    canvas.setFont(font, 9)
    as_of = next(key for key, value in words.items() if value == report.as_of)
    canvas.drawString(MARGIN, height - MARGIN - 55, f"{settings().name}　{as_of} {report.as_of}")


def _draw_foot(canvas: Canvas, report: Report, font: str) -> None:
    (rows, count), (hash_, digest), *_ = report.about()
    canvas.setFillColor(QUIET)
    canvas.setFont(font, 7.5)
    canvas.drawString(MARGIN, MARGIN, f"{rows} {count}　{hash_} {digest}")
    canvas.setFont(font, 10)
    canvas.setFillColor(INK)
    canvas.drawString(MARGIN, MARGIN + 24, SIGNED[report.language])
