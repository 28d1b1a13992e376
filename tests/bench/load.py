"""A small closed-loop client: some connections, each asks again as soon as it was answered; time ends it."""

import selectors
import socket
import time
from dataclasses import dataclass

CONNECTIONS = 8
PATIENCE_S = 10


@dataclass(frozen=True)
class Load:
    """What one run saw: answers a second; their median and 99th percentile in milliseconds."""

    rate: float
    p50_ms: float
    p99_ms: float


class WrongAnswer(AssertionError):
    """An answer that is not 200: a wrong page is never timed."""


def press(port: int, path: str, seconds: float, encoding: str = "gzip, br") -> Load:
    """Ask 127.0.0.1 for `path` for so long.

    Raises WrongAnswer at the first answer that is not 200, TimeoutError (an OSError) when none came at all.
    """
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: {encoding}\r\n\r\n".encode()
    took: list[float] = []
    started = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for _ in range(CONNECTIONS):
            connection = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(connection, selectors.EVENT_READ, _Asked(connection, request))
        while (now := time.perf_counter()) < started + seconds:
            for key, _events in selector.select(PATIENCE_S):
                key.data.hear(selector, took)
        for key in list(selector.get_map().values()):
            key.fileobj.close()
    if not took:
        raise TimeoutError(f"no answer for {path} within {seconds} s")
    took.sort()
    rate = len(took) / (now - started)
    return Load(rate, 1000 * took[len(took) // 2], 1000 * took[len(took) * 99 // 100])


class _Asked:
    """One connection with a question under way."""

    def __init__(self, connection: socket.socket, request: bytes) -> None:
        self.connection, self.request = connection, request
        self.ask()

    def ask(self) -> None:
        self.heard, self.expected, self.asked_at = b"", 0, time.perf_counter()
        self.connection.sendall(self.request)

    def hear(self, selector: selectors.BaseSelector, took: list[float]) -> None:
        """Take in what has come; ask again when it is all."""
        part = self.connection.recv(1 << 20)
        self.heard += part
        if not self.expected and b"\r\n\r\n" in self.heard:
            self.expected = _length(self.heard)
        if self.expected and len(self.heard) >= self.expected:
            took.append(time.perf_counter() - self.asked_at)
            if b"connection: close" in self.heard[:2000].lower():
                self._again(selector)
            self.ask()
        elif not part:
            raise WrongAnswer("the server hung up")

    def _again(self, selector: selectors.BaseSelector) -> None:
        port = self.connection.getpeername()[1]
        selector.unregister(self.connection)
        self.connection.close()
        self.connection = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
        selector.register(self.connection, selectors.EVENT_READ, self)


def _length(heard: bytes) -> int:
    """How long the whole answer is. Raises WrongAnswer when it is not a 200 that says so."""
    head = heard.partition(b"\r\n\r\n")[0]
    lines = head.lower().split(b"\r\n")
    sizes = [int(line.partition(b":")[2]) for line in lines if line.startswith(b"content-length:")]
    if b" 200 " not in lines[0] or not sizes:
        raise WrongAnswer(lines[0].decode())
    return len(head) + 4 + sizes[0]
