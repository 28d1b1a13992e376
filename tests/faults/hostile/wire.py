"""Attacks over a socket, at the server that runs the shop: forged deliveries, and what is hardly HTTP."""

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random

from tests.faults.hostile import deliveries
from tests.faults.hostile.attack import Attack
from tests.faults.hostile.texts import DIRT, text

SHARE = 0.04
TIMEOUT_S = 30
LINE = b"POST /checkout/wh/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
END = b"Connection: close\r\n\r\n"
REFUSED = (400, 431)  # by the shop; by the server, whose headers end at 8 KiB
Found = tuple[str, list[str], Callable[[], str]]


class Wire:
    """Speaks to the server on `port`, a connection an attack."""

    def __init__(self, port: int) -> None:
        self.port = port

    def attack(self, dice: Random) -> Found:
        """Send one; answers its kind, what was wrong, and how to tell of it."""
        kind, raw = ("wire delivery", delivery(dice)) if dice.random() < 0.7 else ("wire", malformed(dice))
        status = self._status(raw)
        wrong = [f"status {status}"] if status >= 500 else []
        if kind == "wire delivery" and status not in REFUSED:
            wrong.append(f"status {status} over the wire")
        return kind, wrong, lambda: f"printf … | nc 127.0.0.1 {self.port}  # {raw!r}"

    def _status(self, raw: bytes) -> int:
        """The status that came; 0: the server hung up without a word, as it may."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), TIMEOUT_S) as connection:
                connection.sendall(raw)
                with suppress(OSError):  # it has hung up already
                    connection.shutdown(socket.SHUT_WR)
                return status_in(b"".join(_received(connection)))
        except (ConnectionResetError, BrokenPipeError):
            return 0


def _received(connection: socket.socket) -> Iterator[bytes]:
    while piece := connection.recv(65536):
        yield piece


def status_in(answer: bytes) -> int:
    """The status of the first answer in it; 0 without one."""
    words = answer.split(b" ", 2)
    return int(words[1]) if len(words) > 1 and answer.startswith(b"HTTP/1.") else 0


def delivery(dice: Random) -> bytes:
    """A forged delivery in proper HTTP."""
    attack = deliveries.forged(dice)
    while any(character in attack.header("Stripe-Signature") for character in "\r\n\x00"):
        attack = deliveries.forged(dice)
    return request(attack)


def request(attack: Attack) -> bytes:
    headers = b"".join(f"{name}: {value}\r\n".encode("latin-1") for name, value in attack.headers)
    return LINE + headers + b"Content-Length: %d\r\n" % len(attack.body) + END + attack.body


def malformed(dice: Random) -> bytes:
    """What is hardly HTTP, or two lengths, or a length that is a lie."""
    odd = text(dice)
    lines: list[bytes] = [
        odd,
        b"POST /checkout/wh/\r\n\r\n",
        b"GET /" + dice.choice(DIRT) + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n" + END,
        b"GET /search/?q=" + odd + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n" + END,
        b"GET /bag/ HTTP/1.1\r\nHost: " + odd + b"\r\n" + END,
        b"GET /bag/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid=" + dice.choice(DIRT) + b"\r\n" + END,
        LINE + b"Content-Length: " + odd[:100] + b"\r\n" + END + b"{}",
        LINE + b"Content-Length: 2\r\nContent-Length: 3\r\n" + END + b"{}",
        LINE + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n" + END + b"0\r\n\r\n{}",
        LINE + b"Transfer-Encoding: chunked\r\n" + END + b"zz\r\n{}\r\n0\r\n\r\n",
        LINE + b"Transfer-Encoding: chunked\r\n" + END + b"5\r\n{}",
        LINE + b"Content-Length: 5000\r\n" + END + b"{}",
        LINE + b"X: 1\r\n" * 150 + END,
        LINE + b"X: " + b"a" * 9000 + b"\r\n" + END,
        LINE + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n" + END + b"a=1",
    ]
    return dice.choice(lines)
