"""The plan of an invented city: who lives where, as pure functions of a seed, so that any part can be made again alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

SMALLEST_BRANCH, LARGEST_BRANCH = 9, 29  # 19 on average, as in a real city
BRANCHES_A_TOWNSHIP, TOWNSHIPS_A_DISTRICT = 180, 15
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻柏水章云苏潘葛范彭郎鲁韦昌马苗方俞任袁柳"
GIVEN = "安平和康宁文明志远思源建国淑兰雅琴晓东海燕春华秋月玉梅国强永红卫民爱珍子涵雨桐浩然嘉怡诗琪俊杰欣悦一诺若曦"


@dataclass(frozen=True)
class Branch:
    """A branch and its first member's number; numbers count from 1 through the whole city."""

    number: int
    first_member: int
    size: int

    @property
    def members(self) -> range:
        return range(self.first_member, self.first_member + self.size)


@dataclass(frozen=True)
class City:
    """`members` people in all. Organisations are numbered from the top: the city, its districts, their townships, their branches."""

    members: int
    seed: int = 1

    @cached_property
    def branches(self) -> list[Branch]:
        dice, first = Random(f"{self.seed}/branches"), 1
        found: list[Branch] = []
        while first <= self.members:
            size = min(dice.randint(SMALLEST_BRANCH, LARGEST_BRANCH), self.members - first + 1)
            found.append(Branch(len(found) + 1, first, size))
            first += size
        return found

    @cached_property
    def townships(self) -> int:
        return -(-len(self.branches) // BRANCHES_A_TOWNSHIP)

    @cached_property
    def districts(self) -> int:
        return -(-self.townships // TOWNSHIPS_A_DISTRICT)

    def organisations(self) -> Iterator[tuple[int, int | None, str, str, int]]:
        """(id, parent, path, name, level from the top), parents first."""
        yield 1, None, "/1/", "和风市", 0
        for district in range(1, self.districts + 1):
            yield 1 + district, 1, f"/1/{1 + district}/", f"第{district}区", 1
        for township in range(1, self.townships + 1):
            over = 2 + (township - 1) // TOWNSHIPS_A_DISTRICT
            own = 1 + self.districts + township
            yield own, over, f"/1/{over}/{own}/", f"第{township}街道", 2
        for branch in self.branches:
            yield self.organisation_of(branch), self.township_of(branch), self.path_of(branch), f"第{branch.number}支部", 3

    def organisation_of(self, branch: Branch) -> int:
        return 1 + self.districts + self.townships + branch.number

    def township_of(self, branch: Branch) -> int:
        return 2 + self.districts + (branch.number - 1) // BRANCHES_A_TOWNSHIP

    def path_of(self, branch: Branch) -> str:
        township = self.township_of(branch)
        district = 2 + (township - 2 - self.districts) // TOWNSHIPS_A_DISTRICT
        return f"/1/{district}/{township}/{self.organisation_of(branch)}/"

    def dice_of(self, branch: Branch) -> Random:
        return Random(f"{self.seed}/{branch.number}")


def name_somebody(dice: Random) -> str:
    return dice.choice(FAMILY) + dice.choice(GIVEN) + (dice.choice(GIVEN) if dice.random() < 0.8 else "")
