"""Search in Chinese as people type it: characters, pinyin (jijiu), or initials (jj)."""

from pypinyin import Style, lazy_pinyin

LINES_A_TEXT = 3
TITLE_AND_SUMMARY = 2


def search_text(title: str, summary: str = "", *lessons: str) -> str:
    """What a search looks through: each text itself, its pinyin and its initials, in lower case, a line each. The title comes first
    and the summary second: what comes after are titles of lessons."""
    lines = []
    for text in (title, summary, *lessons):
        lines += [text, "".join(lazy_pinyin(text)), "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))]
    return "\n".join(line.lower() for line in lines)


def search_term(typed: str) -> str:
    """What was typed, as it stands in a search text: pinyin is often typed with spaces."""
    lower = typed.lower().strip()
    return lower.replace(" ", "") if lower.isascii() else lower


def found_places(text: str, typed: str) -> set[str]:
    """Which lessons' titles (in lower case) a search finds in a course's search text."""
    lines, term = text.split("\n"), search_term(typed)
    found = {number // LINES_A_TEXT for number, line in enumerate(lines) if term in line}
    return {lines[place * LINES_A_TEXT] for place in found if place >= TITLE_AND_SUMMARY}
