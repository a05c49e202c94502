"""Crockford base32 in upper case: what is easily misread counts as what was meant, and a QR symbol stays small."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOK_ALIKES = str.maketrans("ILO", "110")


def encode(content: bytes) -> str:
    """Five bits a letter, the first bits first; leading letters may be zero."""
    number = int.from_bytes(content, "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(_letters(len(content)))))


def decode(text: str, size: int) -> bytes | None:
    """The `size` bytes that a text stands for, or None where it is no such text."""
    letters = text.upper().translate(LOOK_ALIKES)
    if len(letters) != _letters(size) or any(letter not in ALPHABET for letter in letters):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    return number.to_bytes(size, "big") if number < 1 << 8 * size else None


def _letters(size: int) -> int:
    return -(-size * 8 // 5)
