"""`scan`: from opening the scanned link on a signed-in phone to the receipt, in a real Chromium, on good and on bad networks."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from playwright.sync_api import BrowserContext, ViewportSize, sync_playwright

from bench_.databases import open_database
from bench_.network import Conditions, Network, run_network
from bench_.options import Options
from bench_.prove import prove_sign_ins
from bench_.report import Result, percentile
from bench_.seed import PASSWORD, Hall, seed_hall
from bench_.server import ROOT, run_muster

TITLE = "From the scan to the receipt"
DATABASES = ("sqlite",)
LOCAL, FAR = Conditions("local network", 0.001, 0.0), Conditions("400 ms latency, 1 % loss", 0.2, 0.01)
GOALS = {LOCAL: 1.0, FAR: 3.0}  # seconds, p95
SCANS, QUICK_SCANS = 60, 2
NOTES = (
    "Measured: opening /S/CODE in a new tab until the receipt's heading is seen; each time on a new connection.",
    "The phone has been used before: the app's shell comes from its service worker. The browser runs already.",
    "400 ms: 200 ms each way, and two round trips more for the new connection (TCP, TLS 1.3). A lost segment comes 600 ms later (the "
    "round trip and 200 ms), then doubling. All simulated by a proxy (bench_/network.py).",
)
PATIENCE = 30_000  # milliseconds
PHONE: ViewportSize = {"width": 390, "height": 844}
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def run(kind: str, options: Options) -> Result:
    result, scans = Result("scan", kind), QUICK_SCANS if options.quick else SCANS
    _need_the_app()
    with open_database(kind) as database, TemporaryDirectory(prefix="muster-bench-") as name:
        folder, secret = Path(name), uuid4().hex * 2
        hall = seed_hall(database, folder, secret, members=1, meetings=scans * len(GOALS))
        meetings = iter(hall.meetings)
        with run_muster(database, folder, secret) as server, run_network(server.port, LOCAL) as network, _phone(network) as phone:
            _sign_in_to_the_app(phone, hall)
            for conditions in GOALS:
                network.conditions = conditions
                seconds = [_scan(phone, network, hall.code(next(meetings))) for _ in range(scans)]
                _tell(result, conditions, seconds)
        prove_sign_ins(result, hall, dict.fromkeys(hall.meetings, 1))
    _judge(result, quick=options.quick)
    result.notes += NOTES
    return result


def _need_the_app() -> None:
    if CHROMIUM is None:
        raise RuntimeError("install Debian's chromium")
    if not (ROOT / "pwa" / "dist" / "index.html").exists():
        path = f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}"  # node is a wheel there
        subprocess.run(["npm", "run", "build"], cwd=ROOT / "pwa", check=True, capture_output=True, env={**os.environ, "PATH": path})


@contextmanager
def _phone(network: Network) -> Iterator[BrowserContext]:
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET) as browser:
        address = f"http://127.0.0.1:{network.port}"
        phone = browser.new_context(base_url=address, viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=True)
        phone.set_default_timeout(PATIENCE)
        yield phone
        phone.close()


def _sign_in_to_the_app(phone: BrowserContext, hall: Hall) -> None:
    """And wait until the service worker has the app's shell."""
    page = phone.new_page()
    page.goto("/sign-in")
    page.get_by_label("学习卡号或手机号").fill(hall.members[0].card_number)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    with page.expect_response("**/api/auth/device-key"):
        page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    page.close()


def _scan(phone: BrowserContext, network: Network, code: str) -> float:
    page = phone.new_page()
    network.cut()
    began = time.perf_counter()
    page.goto(f"/S/{code}", wait_until="commit")
    page.get_by_role("heading", name="签到已送达").wait_for()
    seconds = time.perf_counter() - began
    page.close()
    return seconds


def _tell(result: Result, conditions: Conditions, seconds: list[float]) -> None:
    figures = {f"p{percent} ms": f"{1000 * percentile(seconds, percent):,.0f}" for percent in (50, 95, 99)}
    goal = f"{1000 * GOALS[conditions]:,.0f}"
    result.rows.append(
        {"network": conditions.name, "scans": len(seconds), **figures, "slowest ms": f"{1000 * max(seconds):,.0f}", "goal for p95": goal}
    )


def _judge(result: Result, *, quick: bool) -> None:
    for row in result.rows:
        held = int(row["p95 ms"].replace(",", "")) <= int(row["goal for p95"].replace(",", ""))
        result.prove(quick or held, f"{row['network']}: p95 {row['p95 ms']} ms (goal {row['goal for p95']} ms)")
