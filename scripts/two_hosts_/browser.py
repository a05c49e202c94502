"""A member's browser: asks nginx over HTTPS, keeps cookies, and sees which host answered."""

import json
import ssl
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench_.server import HOST

SECONDS = 20


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    host: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Browser:
    """`token` signs in; without one it is a stranger. A connection for each request, so that nginx takes the hosts in turn."""

    address: str
    authority: Path
    token: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    hosts: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, body: Any = None) -> Answer:
        content = b"" if body is None and method == "GET" else json.dumps(body or {}).encode()
        return self._send(method, path, content, "application/json")

    def send_file(self, path: str, name: str, content: bytes) -> Answer:
        edge = uuid4().hex
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'
        return self._send("POST", path, head.encode() + content + f"\r\n--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}")

    def try_once(self, method: str, path: str, body: Any = None) -> int:
        """The status alone; 0 where the connection broke."""
        try:
            return self.ask(method, path, body).status
        except (OSError, HTTPException):
            return 0

    def _send(self, method: str, path: str, content: bytes, kind: str) -> Answer:
        connection = HTTPSConnection(self.address, timeout=SECONDS, context=_trusting(str(self.authority)))
        try:
            connection.request(method, path, content, self._head(content, kind))
            response = connection.getresponse()
            answer = Answer(response.status, response.read(), str(response.headers["X-Served-By"]).rpartition(", ")[2])
            for line in response.headers.get_all("Set-Cookie") or []:
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        finally:
            connection.close()
        self.hosts.append(answer.host)
        return answer

    def _head(self, content: bytes, kind: str) -> dict[str, str]:
        head = {"Host": HOST, **({"Content-Type": kind} if content else {})}
        if self.token:
            head["Authorization"] = f"Bearer {self.token}"
        if self.cookies:
            head["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return head


def _trusting(authority: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=authority)
