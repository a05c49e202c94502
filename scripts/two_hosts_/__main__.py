"""scripts/two_hosts

Two application hosts, nginx before them, one PostgreSQL and one Redis behind, each on an address of its own (network namespaces).
An evening goes through both hosts in turn, then one host is killed. Exits with 1 when something is not as it must be."""

import os
import shutil
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import redis
from bench_.report import Failed, Result
from bench_.seed import seed_hall
from bench_.server import muster_settings
from bench_.students import Students

from two_hosts_.evening import Evening
from two_hosts_.kill import kill_one
from two_hosts_.network import a_network
from two_hosts_.servers import Front, Host, PostgreSQLOnNetwork, Redis

MEMBERS = 6
TRIES, REST = 5, 6.0  # seconds; more than a host leaves a late Redis alone
NEEDED = ("ip", "nginx", "redis-server")


def main() -> int:
    if {"-h", "--help"} & set(sys.argv[1:]):
        print(__doc__)
        return 0
    if sentence := what_is_missing():
        print(sentence, file=sys.stderr)
        return 2
    result = Result("two hosts", "postgresql")
    try:
        _prove(result)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    for sentence in dict.fromkeys(result.proved):
        print(f"- {sentence}")
    return 0


def what_is_missing() -> str:
    """Why this can't be done here; empty when it can."""
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        return f"Two hosts need {', '.join(missing)} (Debian: apt-get install iproute2 nginx redis-server)."
    return "" if os.geteuid() == 0 else "Two hosts need root: only root makes networks."


def _prove(result: Result) -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="muster-hosts-", ignore_cleanup_errors=True)))
        network = stack.enter_context(a_network())
        home = folder / "postgresql"
        home.mkdir()
        folder.chmod(0o755)  # PostgreSQL runs under an account of its own
        database = PostgreSQLOnNetwork(home, network.address)
        stack.callback(database.stop)
        cache = Redis(folder, network.address)
        stack.callback(cache.stop)
        secret = uuid4().hex * 2
        hall = seed_hall(database, folder, secret, members=MEMBERS, meetings=1)
        students = Students(hall)
        # The data folder is one, as operations.md wants it for several machines.
        shared = {"MUSTER_DATABASE_URL": database.network_url, "MUSTER_REDIS_URL": cache.url}
        settings = {**muster_settings(database, folder, secret), **shared}
        hosts = [Host(network.add(name), settings, folder) for name in ("a", "b")]
        for host in hosts:
            stack.callback(host.stop)
        for host in hosts:
            host.wait()
        front = Front(network.add("front"), hosts, _made(folder / "front"))
        stack.callback(front.stop)
        front.wait()
        evening = Evening(hall, students, front.machine.address, front.authority, result)
        evening.hold()
        _prove_limit(evening, cache)
        kill_one(evening, *hosts)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _prove_limit(evening: Evening, cache: Redis) -> None:
    """On a busy machine Redis may be late, and then a host counts for itself for a while; and a minute of counting may end."""
    for _ in range(TRIES):
        before, asked = _counted(cache), evening.ask_both()
        if all_counted := _counted(cache) - before == asked:
            break
        time.sleep(REST)
    evening.result.prove(all_counted, f"the limit counted all {asked} requests, whichever host they came to")


def _counted(cache: Redis) -> int:
    """Requests that the limit has counted, of this machine's address."""
    client: Any = redis.Redis.from_url(cache.url)
    return sum(int(client.get(key) or 0) for key in client.keys("LIMITS*"))


if __name__ == "__main__":
    sys.exit(main())
