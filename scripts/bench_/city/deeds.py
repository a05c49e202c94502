"""What is asked of a city, and how the requests of a turn are made. Turn -2 is counted in process, turn -1 warms up."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from bench_.city.goals import Goal, at_least, at_most_times_warm, grows_at_most
from bench_.city.town import Town
from bench_.load import Request
from bench_.phones import Phone
from bench_.seed import PASSWORD
from bench_.students import Students
from bench_.turns import Way

GROUPS = ("sign-in", "upload", "list", "ranking", "board", "login", "report", "learners", "export")
BEFORE_TURNS = 2
MEETINGS_A_TURN = 3  # for signing in, for the rank after it, for the board that it changes
HOUR_PHONES = 4  # every fourth phone comes back from an hour without a network
HELD = 8  # every eighth phone asks for the version that it holds, several times
OFFICES = 4  # how many secretaries and admins ask at once
RIGHT_NOW = (grows_at_most(2),)


class Deed(NamedTuple):
    """A way with what is promised of it. `alone`: its rate is its own, as no other request comes between. `warm`: the same answer
    when nothing has changed."""

    group: str
    way: Way
    goals: Sequence[Goal] = ()
    alone: bool = True
    warm: str = ""


def meetings_for(turns: int) -> int:
    return MEETINGS_A_TURN * (turns + BEFORE_TURNS) + 1  # one to prove with


def deeds_of(town: Town) -> list[Deed]:
    return [*_sign_ins(town), *_uploads(town), *_lists(town), *_rankings(town), *_boards(town), *_logins(town), *_pages(town)]


def _sign_ins(town: Town) -> Iterator[Deed]:
    yield Deed("sign-in", Way("sign-in", town.muster, lambda turn: signing_in(town, turn, 0), 201), [at_least(0.6, of="bare")])


def signing_in(town: Town, turn: int, use: int) -> list[bytes]:
    code = town.code_of(MEETINGS_A_TURN * (turn + BEFORE_TURNS) + use)
    return [phone.sign_in(code) for phone in town.people]


def _uploads(town: Town) -> Iterator[Deed]:
    students = Students(town.hall)

    def minutes(turn: int) -> list[bytes]:
        return [students.upload(phone, turn + BEFORE_TURNS, 1) for phone in town.people]

    def hours(turn: int) -> list[bytes]:
        return [students.upload(phone, 60 * (turn + BEFORE_TURNS + 1), 60) for phone in town.people[::HOUR_PHONES]]

    yield Deed("upload", Way("upload of 1 segment", town.muster, minutes), [at_least(0.6, of="bare")])
    yield Deed("upload", Way("upload of 60 segments", town.muster, hours), [at_least(0.4, of="bare")])


def _lists(town: Town) -> Iterator[Deed]:
    askers = town.people[::HELD]

    def whole(path: str) -> Callable[[int], list[bytes]]:
        return lambda turn: [phone.request("GET", path) for phone in town.people]

    def unchanged(path: str) -> Callable[[int], list[bytes]]:
        return lambda turn: [one.request("GET", path, If_None_Match=town.tag(one.request("GET", path))) for one in askers] * HELD

    page, catalogue = "/api/courses?limit=50", "/api/catalogue"
    yield Deed("list", Way("list of 50 courses", town.muster, whole(page)), [at_least(0.5, of="jwt"), *RIGHT_NOW])
    yield Deed("list", Way("list of 50 courses, unchanged", town.muster, unchanged(page), 304), [at_least(0.8, of="jwt")])
    yield Deed("list", Way("catalogue, whole", town.muster, whole(catalogue)), RIGHT_NOW)
    yield Deed("list", Way("catalogue, unchanged", town.muster, unchanged(catalogue), 304), [at_least(0.8, of="jwt")])


def _rankings(town: Town) -> Iterator[Deed]:
    scopes: dict[str, Callable[[Phone], str]] = {
        "branch": lambda phone: "",
        "district": lambda phone: f"&organisation={town.district_of(phone)}",
        "city": lambda phone: "&organisation=1",
    }
    periods = {"month": town.month, "year": town.month[:4], "all time": "all"}
    for (scope, place), (name, period) in product(scopes.items(), periods.items()):
        way = Way(f"ranking of the {scope}, {name}", town.muster, _looking(town, f"/api/points/ranking?limit=50&period={period}", place))
        yield Deed("ranking", way, [at_least(0.25, of="jwt"), *RIGHT_NOW])
    after = Way("my rank in the city, right after a sign-in", town.muster, lambda turn: ranks_after(town, turn))
    yield Deed("ranking", after, [at_most_times_warm(3), *RIGHT_NOW], alone=False, warm="ranking of the city, all time")
    standings = "/api/organisations/1/branch-standings?limit=50"
    way = Way("branches of the city by their targets", town.muster, _looking(town, standings, lambda phone: ""))
    yield Deed("ranking", way, [at_least(0.25, of="jwt"), *RIGHT_NOW])


def _looking(town: Town, path: str, place: Callable[[Phone], str]) -> Callable[[int], list[bytes]]:
    return lambda turn: [phone.request("GET", path + place(phone)) for phone in town.people]


def ranks_after(town: Town, turn: int) -> list[Request]:
    """Signing in, and then the ranking of all time."""
    asked = [phone.request("GET", "/api/points/ranking?limit=50&period=all&organisation=1") for phone in town.people]
    return list(zip(signing_in(town, turn, 1), asked, strict=True))


def _boards(town: Town) -> Iterator[Deed]:
    def board(number: int) -> str:
        return f"/api/meetings/{town.hall.meetings[number]}/board"

    def unchanged(turn: int) -> list[bytes]:
        path = board(0)
        tag = town.tag(town.admin.request("GET", path))
        return [town.admin.request("GET", path, If_None_Match=tag) for _ in town.people]

    def changed(turn: int) -> list[Request]:
        path = board(MEETINGS_A_TURN * (turn + BEFORE_TURNS) + 2)
        tag = town.tag(town.admin.request("GET", path))
        polls = [town.admin.request("GET", path, If_None_Match=tag) for _ in town.people]
        return list(zip(signing_in(town, turn, 2), polls, strict=True))

    yield Deed("board", Way("board poll, unchanged", town.muster, unchanged, 304), [at_least(0.7, of="jwt")])
    yield Deed("board", Way("board poll, right after a sign-in", town.muster, changed), RIGHT_NOW, alone=False)


def _logins(town: Town) -> Iterator[Deed]:
    yield Deed("login", Way("login", town.muster, lambda turn: logins(town)[:64], 201), RIGHT_NOW)


def logins(town: Town) -> list[bytes]:
    """Everybody's password, from a browser that Muster does not know."""
    strangers = [(phone, Phone(phone.number, phone.key, address=phone.address)) for phone in town.people]
    return [
        stranger.request("POST", "/api/auth/sessions", {"login": phone.card_number, "password": PASSWORD}) for phone, stranger in strangers
    ]


def _pages(town: Town) -> Iterator[Deed]:
    """What secretaries and admins look at, a page of 50."""
    year = town.month[:4]
    months = {f"the month {town.month}": (f"{town.month}-01", f"{town.month}-28"), f"the year {year}": (f"{year}-01-01", f"{year}-12-31")}
    offices = {
        "branch": (town.secretary, town.branch_of(town.secretary)),
        "district": (town.district_admin, town.district_of(town.district_admin)),
        "city": (town.admin, 1),
    }
    for name, (first, last) in months.items():
        for kind, by in (
            ("study-hours", "member"),
            ("attendance", "branch"),
            ("points", "member"),
            ("points", "subtree"),
            ("targets", "subtree"),
        ):
            path = f"/api/reports/{kind}?organisation=1&first_day={first}&last_day={last}&by={by}&limit=50"
            yield _page(town, "report", f"report {kind} of the city by {by}, {name}", town.admin, path)
    for scope, (phone, organisation) in offices.items():
        place = f"/api/organisations/{organisation}"
        yield _page(town, "learners", f"who is behind in the {scope}", phone, f"{place}/learners?show=behind&limit=50")
        yield _page(town, "learners", f"who has not met the target in the {scope}", phone, f"{place}/below-target?limit=50")


def _page(town: Town, group: str, name: str, phone: Phone, path: str) -> Deed:
    way = Way(name, town.muster, lambda turn: [phone.request("GET", path)] * len(town.people), at_once=OFFICES)
    return Deed(group, way, RIGHT_NOW)
