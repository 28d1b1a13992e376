"""The shop's own WSGI application, called as a server would call it, thousands of times a second."""

import io
import time
from dataclasses import dataclass
from typing import Any

from django.core.servers.basehttp import get_internal_wsgi_application

from tests.faults.hostile.attack import Attack

HOST = "testserver"


@dataclass(frozen=True)
class Answer:
    """What came back; `seconds` is how long the shop took for it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    seconds: float

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


class Broken(io.BytesIO):
    """A body whose sender went away: what came is there, the next read fails, as gunicorn's does."""

    def read(self, size: int | None = -1, /) -> bytes:
        came = super().read(size)
        if not came:
            raise OSError("the client is gone")
        return came


class Door:
    """Calls the application; `number` gives every attack an address of its own, so that none is throttled."""

    def __init__(self) -> None:
        self.application = get_internal_wsgi_application()

    def send(self, attack: Attack, number: int = 0) -> Answer:
        started: list[Any] = []
        environ = environment(attack, number)
        before = time.perf_counter()
        response = self.application(environ, lambda status, headers: started.append((status, headers)))
        try:
            body = b"".join(response)
        finally:
            response.close()
        status, headers = started[0]
        return Answer(int(status[:3]), tuple(headers), body, time.perf_counter() - before)


def environment(attack: Attack, number: int) -> dict[str, Any]:
    """PEP 3333's environment of the attack."""
    environ = {
        "REQUEST_METHOD": attack.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": attack.path.decode("latin-1"),
        "QUERY_STRING": attack.query.decode("latin-1"),
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        "HTTP_HOST": HOST,
        "CONTENT_LENGTH": str(len(attack.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": (Broken if attack.is_cut else io.BytesIO)(attack.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in attack.headers:
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return environ
