"""Serves phones on the same network: over HTTPS, since a browser gives camera and offline work to nothing less."""

import os
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from _setup import PYTHON
from _steps import Command, Step, Stuck

SCRIPTS = Path(__file__).parent
DRAW = "import qrcode, sys; code = qrcode.QRCode(border=4); code.add_data(sys.argv[1]); code.print_ascii()"
BLACK_ON_WHITE = "\033[48;5;231m\033[38;5;16m{}\033[0m"  # phones read no QR code in a dark terminal's colours
TRUST_PAGE = SCRIPTS / "trust.html"
EVERYWHERE = "0.0.0.0"  # noqa: S104 # serving the network is what --lan asks for


class Lan:
    """This computer's addresses, its certificate, and the page from which a phone fetches what it must trust."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.authority, self.certificate, self.key = (folder / name for name in ("ca.crt", "server.crt", "server.key"))
        self.hosts = _own_addresses()
        if not self.hosts:
            raise Stuck("This computer is on no network: connect it to the one that the phones use, or leave out --lan.")
        self.address = f"https://{self.hosts[0]}:{port}"

    def certify(self, step: Step) -> None:
        step.run([PYTHON, SCRIPTS / "_certificate.py", self.folder, *self.hosts], "The HTTPS certificate could not be made")

    def tell(self, address: str) -> None:
        """Print the QR code of `address`, and how a phone comes to trust this computer."""
        draw: Command = [PYTHON, "-c", DRAW, f"{address}/"]
        code = subprocess.run(draw, capture_output=True, encoding="utf-8", check=True, env={**os.environ, "PYTHONUTF8": "1"}).stdout
        for line in code.splitlines():
            print(BLACK_ON_WHITE.format(line) if sys.stdout.isatty() else line)
        for other in self.hosts[1:]:
            print(f"Also at https://{other}:{self.port}/")
        print("\nPhones warn of the certificate, for nobody they know has signed it. For sign-in and camera, go on past the warning;")
        print(f"to work offline too, a phone must trust this computer once: http://{self.hosts[0]}:{self._offer_trust()}/\n")

    def _offer_trust(self) -> int:
        """Serve the trust page, without encryption, as the phone trusts nothing yet; answers the port."""
        files = {"/": ("text/html", TRUST_PAGE.read_bytes().replace(b"ADDRESS", self.address.encode()))}
        files["/muster.crt"] = ("application/x-x509-ca-cert", self.authority.read_bytes())

        class Offer(BaseHTTPRequestHandler):
            timeout = 10

            def do_GET(self) -> None:
                kind, body = files.get(self.path, ("", b""))
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", kind or "text/plain")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *facts: object) -> None:
                """The terminal belongs to the sign-ins and the QR code."""

        try:
            offers = ThreadingHTTPServer((EVERYWHERE, self.port + 1), Offer)
        except (OSError, OverflowError):
            offers = ThreadingHTTPServer((EVERYWHERE, 0), Offer)
        threading.Thread(target=offers.serve_forever, daemon=True).start()
        return int(offers.server_address[1])


def _own_addresses() -> list[str]:
    """This computer's IPv4 addresses on its networks; the first is the one it uses to reach others."""
    found = [_address_towards("192.0.2.1"), *_named_addresses()]
    return list(dict.fromkeys(host for host in found if host and not host.startswith("127.")))


def _address_towards(host: str) -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((host, 9))  # of UDP: looks up the route, sends nothing
        except OSError:
            return None
        return str(probe.getsockname()[0])


def _named_addresses() -> list[str]:
    try:
        return [str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    except OSError:
        return []
