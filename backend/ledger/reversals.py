"""What stands of entries that may have been taken back, and given again by a reversal of the reversal."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from backend.core.db import db
from backend.ledger.models import Entry


def reversals_of(entry_ids: Sequence[int]) -> dict[int, Entry]:
    """What takes these entries back: {entry: the one that reverses it}."""
    if not entry_ids:
        return {}
    back = db.session.scalars(select(Entry).where(Entry.reverses_id.in_(entry_ids)))
    return {entry.reverses_id: entry for entry in back if entry.reverses_id}


def what_stands(entries: Iterable[Entry]) -> list[Entry]:
    """Of each entry what stands: itself, or, where its reversal was reversed, the last one that says the same again. Nothing of
    an entry that is taken back."""
    chains = [[entry] for entry in entries]
    growing = chains
    while growing:
        back = reversals_of([chain[-1].id for chain in growing])
        growing = [chain for chain in growing if chain[-1].id in back]
        for chain in growing:
            chain.append(back[chain[-1].id])
    return [chain[-1] for chain in chains if len(chain) % 2]
