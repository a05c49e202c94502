"""What runs on the network: PostgreSQL and Redis on this machine, Muster on two others, nginx on a third."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address
from pathlib import Path
from shutil import copy

from _certificate import make_certificates
from bench_.postgresql import PostgreSQL, free_port
from bench_.server import HOST, ROOT

from two_hosts_.network import Machine

PATIENCE = 60
PORT = 8000
FRONT = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log warn; user root;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    add_header X-Served-By $upstream_addr always; # so that it can be seen which host answered
{site}
}}
"""


class PostgreSQLOnNetwork(PostgreSQL):
    """Reached from the other machines too."""

    def __init__(self, home: Path, address: str) -> None:
        self.network_address = address
        super().__init__(home)
        self.network_url = f"postgresql+psycopg://muster@{address}:{self.port}/muster"

    def start(self) -> None:
        with (self.home / "data" / "pg_hba.conf").open("a") as rules:
            rules.write("host all muster 10.213.0.0/16 trust\n")
        super().start()

    def _run(self, program: str, *options: str) -> "subprocess.Popen[bytes]":
        return super()._run(program, *(f"{one},{self.network_address}" if one == "127.0.0.1" else one for one in options))


class Redis:
    def __init__(self, folder: Path, address: str) -> None:
        self.url = f"redis://{address}:{free_port()}"
        port = self.url.rpartition(":")[2]
        options = ["--bind", address, "--port", port, "--save", "", "--protected-mode", "no", "--dir", str(folder)]
        self.program = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)

    def stop(self) -> None:
        self.program.kill()
        self.program.wait()


class Host:
    """Muster on a machine of its own, as deploy/ runs it."""

    def __init__(self, machine: Machine, settings: dict[str, str], folder: Path) -> None:
        self.machine, self.log = machine, folder / f"{machine.name}.log"
        own = {"MUSTER_BIND": f"{machine.address}:{PORT}", "MUSTER_WORKERS": "2"}
        self.environment = {**{name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")}, **settings, **own}
        self.program: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def upstream(self) -> str:
        return f"{self.machine.address}:{PORT}"

    @property
    def pid(self) -> int:
        assert self.program
        return self.program.pid

    def start(self) -> None:
        command = self.machine.inside(sys.executable, "-m", "gunicorn", "--config", str(ROOT / "deploy" / "gunicorn.conf.py"))
        with self.log.open("ab") as log:
            self.program = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def wait(self) -> None:
        wait_for(self.machine.address, PORT, "/readyz", lambda: self.log.read_text()[-2000:])

    def stop(self) -> None:
        if self.program and self.program.poll() is None:
            self.program.terminate()
            self.program.wait(timeout=30)


class Front:
    """nginx with deploy/nginx.conf.template, filled in as docs/operations.md says for two hosts."""

    def __init__(self, machine: Machine, hosts: list[Host], folder: Path) -> None:
        self.machine, self.folder = machine, folder
        make_certificates(folder, [IPv4Address(machine.address)])
        certificate = folder / HOST
        certificate.mkdir()
        copy(folder / "server.crt", certificate / "fullchain.pem")
        copy(folder / "server.key", certificate / "privkey.pem")
        configuration = folder / "nginx.conf"
        configuration.write_text(FRONT.format(folder=folder, site=_site(hosts, folder)))
        self.program = subprocess.Popen(machine.inside("nginx", "-c", str(configuration), "-e", str(folder / "nginx.log")))

    @property
    def authority(self) -> Path:
        return self.folder / "ca.crt"

    def wait(self) -> None:
        wait_for(self.machine.address, 443, "", (self.folder / "nginx.log").read_text)

    def stop(self) -> None:
        self.program.terminate()
        self.program.wait(timeout=30)


def _site(hosts: list[Host], folder: Path) -> str:
    template = (ROOT / "deploy" / "nginx.conf.template").read_text()
    upstream = "; server ".join(f"{host.upstream} fail_timeout=2s" for host in hosts)
    filled = template.replace("${MUSTER_HOST}", HOST).replace("${MUSTER_UPSTREAM}", upstream)
    return filled.replace("/etc/letsencrypt/live", str(folder))


def wait_for(address: str, port: int, path: str, why: Callable[[], str]) -> None:
    """Until something there answers: with 200 where a path is given, else by taking a connection."""
    until = time.monotonic() + PATIENCE
    while not _answers(address, port, path):
        if time.monotonic() > until:
            raise RuntimeError(f"{address}:{port} did not start: {why()}")
        time.sleep(0.05)


def _answers(address: str, port: int, path: str) -> bool:
    connection = HTTPConnection(address, port, timeout=5)
    try:
        connection.connect()
        if path:
            connection.request("GET", path)
        return not path or connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
