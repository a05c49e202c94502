"""Search in Chinese as people type it: characters, pinyin (jijiu), or initials (jj)."""

from pypinyin import Style, lazy_pinyin


def search_text(*texts: str) -> str:
    """What a search looks through: the texts themselves, their pinyin and its initials, in lower case."""
    lines = []
    for text in texts:
        lines += [text, "".join(lazy_pinyin(text)), "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))]
    return "\n".join(line.lower() for line in lines)


def search_term(typed: str) -> str:
    """What was typed, as it stands in a search text: pinyin is often typed with spaces."""
    lower = typed.lower().strip()
    return lower.replace(" ", "") if lower.isascii() else lower
