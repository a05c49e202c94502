"""`hall`: a hall of members signs in as real phones do, most within 20 s, while screens poll; nobody may see an error."""

import asyncio
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from bench_.databases import open_database
from bench_.load import Answer, Proxy
from bench_.options import Options
from bench_.phones import Phone, make_phone, make_request
from bench_.processes import family, processor_seconds
from bench_.prove import prove_sign_ins
from bench_.report import Result, percentile
from bench_.screens import Screen
from bench_.seed import PASSWORD, Hall, seed_hall
from bench_.server import Server, run_muster

TITLE = "A hall signs in"
SCREENS = 5
STRANGERS = 10  # every tenth phone is not signed in to the app
RUSH, LATEST, GOAL = 20.0, 45.0, 60.0  # seconds: four of five come in the rush, everybody before the latest
TYPING = (3.0, 8.0)  # seconds for number and password
ONE_NETWORK = "203.0.113.7"  # the hall's wireless network: all phones share its address


@dataclass
class Evening:
    """What happened, as the phones saw it."""

    started: float = field(default_factory=time.monotonic)
    by_call: dict[str, list[float]] = field(default_factory=dict)
    confirmed: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    ended: float = 0.0

    def note(self, call: str, answer: Answer, *wanted: int) -> Any:
        self.by_call.setdefault(call, []).append(answer.ms)
        if answer.status not in wanted:
            self.errors[f"{call}: {answer.status} {_code(answer)}"] += 1
            raise Turned
        return json.loads(answer.body) if answer.body else None


class Turned(Exception):
    """A phone that got an error goes no further."""


def run(kind: str, options: Options) -> Result:
    members, shrink = (30, 0.03) if options.quick else (options.members, 1.0)
    result = Result("hall", kind)
    with open_database(kind) as database, TemporaryDirectory(prefix="muster-bench-") as name:
        folder, secret = Path(name), uuid4().hex * 2
        hall = seed_hall(database, folder, secret, members=members, meetings=1)
        for phone in hall.phones:
            phone.address = ONE_NETWORK
        with run_muster(database, folder, secret) as server:
            before = processor_seconds(family(server.pid))
            evening, screens = asyncio.run(_hold(hall, server, shrink))
            used = processor_seconds(family(server.pid)) - before
        _tell(result, evening, screens, used)
        result.prove(not evening.errors, f"no phone saw an error ({dict(evening.errors)})" if evening.errors else "no phone saw an error")
        result.prove(not any(screen.errors for screen in screens), f"no screen saw an error {[dict(screen.errors) for screen in screens]}")
        prove_sign_ins(result, hall, {hall.meetings[0]: members})
    took = evening.ended - evening.started
    result.prove(options.quick or took <= GOAL, f"all {members:,} were in after {took:.1f} s (goal {GOAL:.0f} s)")
    return result


async def _hold(hall: Hall, server: Server, shrink: float) -> tuple[Evening, list[Screen]]:
    proxy, dice = Proxy(server.port), random.Random(3)  # noqa: S311 # the same evening each time
    screens = [Screen(proxy, hall.secretary, hall.meetings[0]) for _ in range(SCREENS)]
    shows = [asyncio.create_task(screen.show()) for screen in screens]
    await screens[0].has_code.wait()
    evening = Evening()
    phones = [_phone(evening, proxy, screens[0], phone, shrink, dice) for phone in hall.members]
    await asyncio.gather(*phones)
    evening.ended = time.monotonic()
    for show in shows:
        show.cancel()
    await asyncio.gather(*shows, return_exceptions=True)
    proxy.close()
    return evening, screens


async def _phone(evening: Evening, proxy: Proxy, screen: Screen, phone: Phone, shrink: float, dice: random.Random) -> None:
    arrives = dice.uniform(0, RUSH) if dice.random() < 0.8 else dice.uniform(0, LATEST)
    await asyncio.sleep(arrives * shrink)
    try:
        await (_stranger if phone.number % STRANGERS == 0 else _member)(evening, proxy, screen, phone, dice.uniform(*TYPING) * shrink)
    except Turned:
        pass
    except OSError as error:
        evening.errors[repr(error)] += 1


async def _member(evening: Evening, proxy: Proxy, screen: Screen, phone: Phone, typing: float) -> None:
    """The link opens the app, which renews its session and signs in."""
    code, began = screen.code, time.monotonic()
    plain = make_phone(phone.number)
    plain.address = ONE_NETWORK
    evening.note("GET deployment", await proxy.ask(plain.request("GET", "/api/deployment")), 200)
    renew = make_request("POST", "/api/auth/refresh", {}, address=ONE_NETWORK, Cookie=f"__Host-muster={phone.refresh}")
    phone.access = evening.note("POST refresh", await proxy.ask(renew), 200)["access_token"]
    evening.note("POST sign-ins", await proxy.ask(phone.sign_in(code)), 201)
    evening.confirmed.append((time.monotonic() - began) * 1000)


async def _stranger(evening: Evening, proxy: Proxy, screen: Screen, phone: Phone, typing: float) -> None:
    """The code is exchanged at once; then number and password are typed, on a browser that Muster has not seen before."""
    code, new = screen.code, make_phone(phone.number)
    new.address = ONE_NETWORK
    evening.note("GET deployment", await proxy.ask(new.request("GET", "/api/deployment")), 200)
    proof = {"code": code, "public_key": new.public_key, "signature": new.sign(f"muster.ticket|{code}")}
    ticket = evening.note("POST sign-in-tickets", await proxy.ask(new.request("POST", "/api/sign-in-tickets", proof)), 201)["ticket"]
    await asyncio.sleep(typing)
    began = time.monotonic()
    login = {"login": phone.card_number, "password": PASSWORD}
    opened = evening.note("POST sessions", await proxy.ask(new.request("POST", "/api/auth/sessions", login)), 201)
    new.access = opened["access_token"]
    evening.note("POST sign-ins by ticket", await proxy.ask(new.sign_in(ticket, way="ticket", bound=True)), 201)
    evening.confirmed.append((time.monotonic() - began) * 1000)


def _code(answer: Answer) -> str:
    try:
        return str(json.loads(answer.body).get("code"))
    except ValueError:
        return answer.body[:80].decode(errors="replace")


def _tell(result: Result, evening: Evening, screens: list[Screen], used: float) -> None:
    calls = {**evening.by_call, "screens: GET code": [], "screens: GET board": []}
    for screen in screens:
        calls["screens: GET code"] += screen.code_ms
        calls["screens: GET board"] += screen.board_ms
    calls["scan or password to confirmation"] = evening.confirmed
    for call, ms in calls.items():
        if ms:
            figures = {f"p{percent} ms": f"{percentile(ms, percent):.0f}" for percent in (50, 95, 99)}
            result.rows.append({"call": call, "times": f"{len(ms):,}", **figures, "slowest ms": f"{max(ms):.0f}"})
    result.notes.append(f"The server used {used:.1f} s of the processors in {evening.ended - evening.started:.1f} s.")
    result.notes.append(
        f"{SCREENS} screens; all phones behind one address; four of five came within {RUSH:.0f} s, the last within {LATEST:.0f} s."
    )
