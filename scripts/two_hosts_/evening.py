"""What members do on an evening, each request answered by the other host than the one before."""

import io
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from bench_.phones import Phone
from bench_.report import Result
from bench_.seed import PASSWORD, Hall
from bench_.students import Students
from PIL import Image

from two_hosts_.browser import Answer, Browser

STUDIED = 4  # minutes
QUESTIONS = 40


@dataclass
class Evening:
    """The hall's people and what is found out about them."""

    hall: Hall
    students: Students
    address: str
    authority: Any
    result: Result

    def browser(self, phone: Phone | None = None) -> Browser:
        return Browser(self.address, self.authority, phone.access if phone else "")

    def hold(self) -> None:
        """All of it."""
        self.hall.hand_out_tokens()
        secretary, member = self.browser(self.hall.secretary), self.browser(self.hall.members[0])
        stranger = self._sign_in_to_app()
        self._show_and_scan(secretary, member)
        self._study(member)
        self._photo(secretary)
        self._report(secretary)
        everybody = (stranger, secretary, member)
        self.result.prove(all(len(set(one.hosts)) == 2 for one in everybody), "both hosts answered each of these people")

    def ask_both(self) -> int:
        """A few questions, as many to either host; answers how many."""
        member = self.browser(self.hall.members[0])
        for _ in range(QUESTIONS):
            _expect(200, member.ask("GET", "/api/me"))
        assert len(set(member.hosts)) == 2
        return QUESTIONS

    def _sign_in_to_app(self) -> Browser:
        """Signed in by one host, known to the other; refreshed in turn; signed out by one, and the other knows at once."""
        browser, phone = self.browser(), self.hall.members[1]
        opened = _expect(201, browser.ask("POST", "/api/auth/sessions", {"login": phone.card_number, "password": PASSWORD}))
        for _ in range(4):
            browser.token = opened["access_token"]
            name = _expect(200, browser.ask("GET", "/api/me"))["name"]
            opened = _expect(200, browser.ask("POST", "/api/auth/refresh"))
            assert name == opened["member"]["name"]
        browser.token = opened["access_token"]
        _expect(204, browser.ask("DELETE", "/api/auth/session"))
        refused = [browser.ask("GET", "/api/me").status for _ in range(2)]
        self.result.prove(refused == [401, 401], "a session opened, refreshed and ended by either host is the same to the other")
        return browser

    def _show_and_scan(self, secretary: Browser, member: Browser) -> None:
        """A code that one host shows is good at the other; the second delivery is answered like the first."""
        meeting, outcomes = self.hall.meetings[0], []
        for phone in self.hall.members[:2]:  # the hosts change places between the two
            shown = secretary.ask("GET", f"/api/meetings/{meeting}/code")
            code, operation = _expect(200, shown)["url"].rpartition("/")[2], str(uuid4())
            body = {"operation_id": operation, "code": code, "signature": phone.sign(f"muster.sign-in|{operation}|{code}")}
            member.token = phone.access
            taken, again = (member.ask("POST", "/api/sign-ins", body) for _ in range(2))
            once = _expect(201, taken)["signed_in_at"] == _expect(200, again)["signed_in_at"]
            outcomes.append((shown.host != taken.host, once and again.json["already"]))
        member.token = self.hall.members[0].access
        crossed = all(other and once for other, once in outcomes)
        self.result.prove(crossed, "a code shown by one host was scanned through the other, and counted once")

    def _study(self, member: Browser) -> None:
        phone = self.hall.members[0]
        batches = [{"segments": [self.students.segment(phone, minute)]} for minute in range(STUDIED)]
        receipts = [_expect(200, member.ask("POST", "/api/study/segments", batch)) for batch in (*batches, *batches)]
        outcomes = [receipt["items"][0]["outcome"] for receipt in receipts]
        right = (
            outcomes == ["counted"] * STUDIED + ["duplicate"] * STUDIED
            and receipts[-1]["counted_year_seconds"] == receipts[STUDIED - 1]["counted_year_seconds"]
        )
        self.result.prove(right, f"study sent to both hosts counted once ({', '.join(sorted(set(outcomes)))})")

    def _photo(self, secretary: Browser) -> None:
        """What one host keeps in the data folder, the other gives out."""
        file = io.BytesIO()
        Image.new("RGB", (64, 48), (200, 40, 40)).save(file, "JPEG")
        path = f"/api/meetings/{self.hall.meetings[0]}/photos"
        photo = _expect(201, secretary.send_file(path, "hall.jpg", file.getvalue()))
        shown = [secretary.ask("GET", f"{path}/{photo['id']}") for _ in range(2)]
        same = {answer.status for answer in shown} == {200} and len({answer.body for answer in shown}) == 1
        self.result.prove(same and len({answer.host for answer in shown}) == 2, "a photo taken in by one host is given out by both")

    def _report(self, secretary: Browser) -> None:
        """A run made by one host is looked at and fetched through the other."""
        today = time.strftime("%Y-%m-%d")
        me = _expect(200, secretary.ask("GET", "/api/me"))
        query = {"organisation": me["branch"]["id"], "first_day": f"{today[:4]}-01-01", "last_day": today}
        asked = {"kind": "study-hours", "query": query, "format": "csv", "operation_id": str(uuid4())}
        run = _expect(201, secretary.ask("POST", "/api/report-runs", asked))
        until = time.monotonic() + 15
        while run["state"] in ("waiting", "running") and time.monotonic() < until:
            time.sleep(0.1)
            run = _expect(200, secretary.ask("GET", f"/api/report-runs/{run['id']}"))
        files = [secretary.ask("GET", f"/api/report-runs/{run['id']}/file") for _ in range(2)]
        same = run["state"] == "ready" and {answer.status for answer in files} == {200} and len({answer.body for answer in files}) == 1
        self.result.prove(
            same and len({answer.host for answer in files}) == 2, f"a report is {run['state']} and fetched through both hosts"
        )


def _expect(status: int, answer: Answer) -> Any:
    assert answer.status == status, f"{answer.host}: {answer.status} {answer.body[:300]!r}"
    return answer.json if answer.body and status != 204 else None
