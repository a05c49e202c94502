"""Columns of reports: their heads in both languages, and how a value of each kind stands in a file."""

from dataclasses import dataclass

# What stands in a column. id: digits that must stay text. hours: seconds, shown as hours. percent: a share from 0 to 1.
KINDS = ("text", "id", "day", "hours", "points", "count", "percent")
NUMBERS = ("hours", "points", "count", "percent")


@dataclass(frozen=True)
class Column:
    """A column: its head in both languages, its width in a spreadsheet, what stands in it, and its name in the API."""

    zh: str
    en: str
    width: int
    kind: str = "text"
    name: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS


BRANCH_NAME = Column("支部", "Branch", 24, "text", "branch_name")
ORGANISATION_NAME = Column("组织", "Organisation", 24, "text", "branch_name")
CARD = Column("学习卡号", "Card number", 20, "id", "card_number")
NAME = Column("姓名", "Name", 12, "text", "name")
MEMBERS = Column("人数", "Members", 10, "count", "members")
STUDY = Column("学习（小时）", "Study (hours)", 14, "hours", "study_seconds")
MEETINGS = Column("会议（小时）", "Meetings (hours)", 16, "hours", "meeting_seconds")
OUTSIDE = Column("其他学习（小时）", "Outside study (hours)", 20, "hours", "outside_seconds")
TOTAL = Column("合计（小时）", "Total (hours)", 14, "hours", "total_seconds")
HOURS = (STUDY, MEETINGS, OUTSIDE, TOTAL)


def heads_of(by: str) -> tuple[Column, ...]:
    """What names a row: a member in a branch, a branch, or an organisation, with how many members it has."""
    if by == "member":
        return (BRANCH_NAME, CARD, NAME)
    return (BRANCH_NAME if by == "branch" else ORGANISATION_NAME, MEMBERS)
