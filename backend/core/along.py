"""What a request reads along with who asks, in one statement: a trip to the database costs more than some columns more."""

from typing import Any

from flask import g
from sqlalchemy import select

from backend.core.db import Prepared


class Along:
    """Columns, each under a name: scalar subqueries, for which `member_id` is who asks, or what stands in the rows of who asks."""

    def __init__(self, *columns: Any) -> None:
        self.columns = columns
        self.alone = Prepared(select(*columns))

    def keep(self, row: Any) -> None:
        """The row that who asks was found in brought the columns, too."""
        g.along = self, row

    def row(self, member_id: int) -> Any:
        """As it came along with who asks; else read now."""
        row = self.kept()
        return row if row and row.id == member_id else self.alone.first(member_id=member_id)

    def kept(self) -> Any:
        """As it came along with who asks; None where it did not."""
        kept, row = g.get("along", (None, None))
        return row if kept is self else None
