"""Makes plain text of whatever was typed or pasted: nothing in it moves, hides or covers other text.

HTML needs no care here: the words are text from the keyboard to the screen, and are never read as anything else.
"""

import re
import unicodedata

MOST_MARKS = 3  # on one sign: enough for every living script, too few to climb over the lines above
MOST_LINES = 60
# Zero-width and filling signs that only hide or forge (the joiners of emoji and of scripts stay), tags, interlinear marks.
_UNSEEN = {0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x3164, 0xFEFF, 0xFFA0, *range(0x2060, 0x2065)}
_UNSEEN |= {*range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)}
# Embeddings, overrides and isolates turn the direction of what follows, also beyond the post's end.
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x2070)}
_DROPPED = _UNSEEN | _TURNING
_BREAKS = re.compile(r"\r\n|[\r\u000b\u000c\u0085\u2028\u2029]")
_MARKS = ("Mn", "Me")


def clean_text(text: str) -> str:
    """Lines of plain text, in NFC. Cleaning it again changes nothing."""
    lines = _BREAKS.sub("\n", text).replace("\t", " ").split("\n")
    cleaned = [_clean_line(line) for line in lines]
    few = re.sub(r"\n{3,}", "\n\n", "\n".join(cleaned)).strip("\n").split("\n")
    return "\n".join(few[:MOST_LINES]).strip()


def _clean_line(line: str) -> str:
    kept = "".join(sign for sign in line if ord(sign) not in _DROPPED and unicodedata.category(sign) not in ("Cc", "Cs"))
    return _thin_out(unicodedata.normalize("NFC", kept)).strip()


def _thin_out(line: str) -> str:
    """Without the marks that are heaped upon one sign beyond what any script needs."""
    signs, heap = [], 0
    for sign in line:
        heap = heap + 1 if unicodedata.category(sign) in _MARKS else 0
        if heap <= MOST_MARKS:
            signs.append(sign)
    return "".join(signs)
