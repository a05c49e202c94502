"""A small network on this machine: a bridge, and machines on it that share nothing with it but the disk (network namespaces)."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

ROUTE = "ip"


@dataclass(frozen=True)
class Machine:
    """A namespace with one address."""

    name: str
    address: str

    def inside(self, *command: str) -> list[str]:
        """The command as that machine runs it."""
        return [ROUTE, "netns", "exec", self.name, *command]


class Network:
    """`address` is this machine's own on the bridge. Names and addresses carry our process id: two runs don't meet."""

    def __init__(self) -> None:
        self.number = os.getpid() % 10_000
        self.net = f"10.213.{self.number % 250}"
        self.bridge, self.address = f"muster{self.number}", f"{self.net}.1"
        self.machines: list[Machine] = []
        _ip("link", "add", self.bridge, "type", "bridge")
        _ip("addr", "add", f"{self.address}/24", "dev", self.bridge)
        _ip("link", "set", self.bridge, "up")

    def add(self, name: str) -> Machine:
        machine = Machine(f"muster-{self.number}-{name}", f"{self.net}.{len(self.machines) + 2}")
        cable = f"m{self.number}p{len(self.machines)}"
        _ip("netns", "add", machine.name)
        self.machines.append(machine)
        _ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", machine.name)
        _ip("link", "set", cable, "master", self.bridge, "up")
        _ip("-n", machine.name, "addr", "add", f"{machine.address}/24", "dev", "eth0")
        for link in ("lo", "eth0"):
            _ip("-n", machine.name, "link", "set", link, "up")
        return machine

    def close(self) -> None:
        for machine in self.machines:
            _ip("netns", "del", machine.name)
        _ip("link", "del", self.bridge)


@contextmanager
def a_network() -> Iterator[Network]:
    network = Network()
    try:
        yield network
    finally:
        network.close()


def _ip(*words: str) -> None:
    done = subprocess.run([ROUTE, *words], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"ip {' '.join(words)}: {done.stderr.strip()}")
