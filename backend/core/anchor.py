"""Anchors: signed moments that bound how much study a device may claim (STUDY_TIME in docs/)."""

from backend.core.clock import now_ms
from backend.core.keys import signature, signed_well

HEADER = "Muster-Anchor"


def make_anchor(member_id: int) -> str:
    """`<milliseconds>.<mac>`: the server was at this moment, and says so to this member alone."""
    moment = now_ms()
    return f"{moment}.{signature('anchor', _message(member_id, moment))}"


def read_anchor(text: str, member_id: int) -> int | None:
    """The anchor's moment in milliseconds, or None if the server never made it for this member."""
    moment, _, claimed = text.partition(".")
    if not (moment.isascii() and moment.isdigit() and len(moment) < 16):
        return None
    return int(moment) if signed_well("anchor", _message(member_id, int(moment)), claimed) else None


def _message(member_id: int, moment: int) -> str:
    return f"{member_id}|{moment}"
