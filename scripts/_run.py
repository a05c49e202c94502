"""Sets Muster up where needed, starts it with demo data, and says how to sign in. Ctrl-C stops it."""

import argparse
import fcntl
import os
import shutil
import socket
import time
from datetime import date
from pathlib import Path

import _setup
from _lan import EVERYWHERE, Lan
from _server import Server
from _setup import PYTHON
from _steps import ROOT, Command, Steps, Stuck, begin

MIGRATIONS = ROOT / "backend" / "migrations"
DATABASE_FILES = ("muster.db", "muster.db-wal", "muster.db-shm", "media", "prepared")
STEPS = _setup.STEPS + 3


def main() -> int:
    wishes = _read_wishes()
    data = Path(wishes.data).resolve()
    _must_be_free(wishes.port)
    lock = _claim(data)
    steps = Steps(STEPS + wishes.lan, data / "log" / "setup.log")
    _setup.prepare(steps, "run")
    lan = _certified(steps, Lan(data / "https", wishes.port)) if wishes.lan else None
    settings = _settings(data, lan.address if lan else f"http://127.0.0.1:{wishes.port}")
    if wishes.fresh:
        _set_aside(data, settings)
    _fill(steps, data, settings)
    return _serve(steps, Server(wishes.port, data / "log" / "server.log", lan), settings, lock)


def _read_wishes() -> argparse.Namespace:
    about = argparse.ArgumentParser(prog="scripts/run", description=__doc__, allow_abbrev=False)
    about.add_argument("--lan", action="store_true", help="serve phones on this network too, over HTTPS, and show a QR code for them")
    about.add_argument("--port", type=_port, default=8000, help="the port to listen on (8000)")
    var = os.environ.get("MUSTER_DATA_DIR", ROOT / "var")
    about.add_argument("--data", default=var, help="the folder for database, media and logs (var)")
    about.add_argument("--fresh", action="store_true", help="put the present database and media aside, and start with new demo data")
    return about.parse_args()


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 1 to 65535")
    return int(text)


def _must_be_free(port: int) -> None:
    try:
        _try(port)
    except PermissionError:
        raise Stuck(f"Port {port} is for the system's own programs: choose one above 1023 with --port.") from None
    except OSError:
        other = next(other for other in range(port % 60000 + 1, 65536) if _is_free(other))
        raise Stuck(f"Port {port} is taken: stop the program that uses it, or choose another with --port {other}.") from None


def _is_free(port: int) -> bool:
    try:
        _try(port)
    except OSError:
        return False
    return True


def _try(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does: a port just left is free
        probe.bind((EVERYWHERE, port))


def _claim(data: Path) -> int:
    """Hold the data folder; the server inherits the hold, so it lasts as long as any of its processes."""
    try:
        (data / "log").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stuck(f"{data} can't hold Muster's data ({error.strerror}): choose a folder of your own with --data.") from None
    if not os.access(data, os.W_OK):
        raise Stuck(f"{data} may not be written: choose a folder of your own with --data.")
    lock = os.open(data / "log", os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Stuck(f"Muster already runs with the data in {data}: stop it first, or choose another folder with --data.") from None
    return lock


def _certified(steps: Steps, lan: Lan) -> Lan:
    with steps.step("HTTPS certificate") as step:
        lan.certify(step)
    return lan


def _settings(data: Path, address: str) -> dict[str, str]:
    """The server's environment: ours, but what somebody has set already stands."""
    return {"MUSTER_MODE": "demo", "MUSTER_PUBLIC_URL": address, **os.environ, "MUSTER_DATA_DIR": str(data)}


def _set_aside(data: Path, settings: dict[str, str]) -> None:
    """Nothing is deleted: whoever said --fresh in the wrong folder can take it all back."""
    if settings.get("MUSTER_DATABASE_URL"):
        raise Stuck("--fresh is for the database in the data folder, but MUSTER_DATABASE_URL names another: empty that one yourself.")
    old = [data / name for name in DATABASE_FILES if (data / name).exists()]
    if old:
        aside = data / f"aside-{time.strftime('%Y%m%d-%H%M%S')}"
        aside.mkdir()
        for path in old:
            shutil.move(path, aside)
        print(f"The former database and media are in {aside}.")


def _fill(steps: Steps, data: Path, settings: dict[str, str]) -> None:
    """Migrate the database and load the demo: once a day or after a change, for each costs seconds even when idle."""
    stamp = data / "prepared"
    wanted = _setup.digest(MIGRATIONS, date.today().isoformat(), settings["MUSTER_MODE"])
    embedded = not settings.get("MUSTER_DATABASE_URL")
    fresh = embedded and (data / "muster.db").exists() and _setup.is_fresh(stamp, wanted)
    flask: Command = [PYTHON, "-m", "flask", "--app", "backend.app"]
    with steps.step("Database") as step:
        if not fresh:
            stamp.unlink(missing_ok=True)
            step.run([*flask, "db", "upgrade"], "The database could not be migrated", env=settings)
    with steps.step("Demo data") as step:
        if settings["MUSTER_MODE"] != "demo":
            step.note = f"none: this is {settings['MUSTER_MODE']}"
        elif not fresh:
            step.run([*flask, "demo", "load"], "The demo data could not be loaded", env=settings)
    stamp.write_text(wanted)


def _serve(steps: Steps, server: Server, settings: dict[str, str], lock: int) -> int:
    """Serve until somebody stops it; whatever happens, nothing of it is left running."""
    try:
        with steps.step("The server") as step:
            step.worked = True
            server.start(settings, lock)
        _tell(server, settings["MUSTER_PUBLIC_URL"].rstrip("/"))
        server.wait()
    except KeyboardInterrupt:
        print("\nStopping … ", end="", flush=True)
        server.stop()
        print("stopped.")
    finally:
        server.stop()
    return 0


def _tell(server: Server, address: str) -> None:
    print(f"\nMuster is running: {address}/\n")
    if server.lan:
        server.lan.tell(address)
    if people := server.demo_sign_ins():
        print("To try it, sign in as\n")
    for one in people:
        print(f"  {one['kind'].replace('_', ' '):<12} {one['login']:<12} {one['password']:<14} {one['name']}")
    print(f"\nIts log: {server.log}\nCtrl-C stops it.", flush=True)


if __name__ == "__main__":
    begin(main)
