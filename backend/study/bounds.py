"""The bound that no phone can lift: study lies between the anchor that it names and the moment at which it arrives.

An anchor is a moment that the server signed for this member (core/anchor.py). Whatever the clocks of the phones say, and
however many there are: what a member claims lies between the first anchor and now, an overlap counts once, so no more is
credited than the server saw pass.
"""

LONGEST_MS = 60_000
LATEST_DAYS = 30
LATEST_MS = LATEST_DAYS * 24 * 3600 * 1000  # late uploads are taken for 30 days

Beyond = tuple[str, str]  # outcome and reason


def beyond_bounds(started_ms: int, ended_ms: int, *, anchor_ms: int | None, now_ms: int) -> Beyond | None:
    """Why a claim can't be true, or None where it can. Milliseconds of the server's clock; `anchor_ms` is None for an anchor
    that the server never made."""
    if not 0 < ended_ms - started_ms <= LONGEST_MS:
        return "refused", "too_long"
    if anchor_ms is None:
        return "refused", "anchor_invalid"
    if started_ms < anchor_ms:
        return "refused", "before_anchor"
    if started_ms < now_ms - LATEST_MS:
        return "refused", "too_late"
    # Nothing is lost: the phone keeps it and sends it again when that moment has come.
    return ("retry_later", "in_the_future") if ended_ms > now_ms else None


def most_credit_ms(anchors_ms: list[int], now_ms: int) -> int:
    """The most that a member can be credited in all, given every anchor that the claims name."""
    return max(0, now_ms - min(anchors_ms)) if anchors_ms else 0
