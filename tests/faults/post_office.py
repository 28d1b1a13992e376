"""A mail server of our own on a real socket: it takes mails, or fails in the way that is planned for it."""

import re
import socket
from collections import deque
from email import message_from_bytes
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

HOST = "127.0.0.1"

# What is answered to which command instead of "250 ok"; an empty answer hangs up.
ANSWERS: dict[str, tuple[bytes, str]] = {
    "sender later": (b"MAIL", "451 try again later"),
    "sender dropped": (b"MAIL", ""),
    "recipient refused": (b"RCPT", "550 no such mailbox"),
    "recipient later": (b"RCPT", "451 mailbox busy"),
    "recipient dropped": (b"RCPT", ""),
    "body later": (b".", "451 try again later"),
    "body refused": (b".", "554 we do not like it"),
}
AT_THE_DOOR = ("hangs at once", "busy")
IN_THE_BODY = ("dies in the body",)
# The message is here, and its sender does not learn it.
ARRIVES = ("dropped after the body", "hangs after the body")
FAULTS = ("refuses", *AT_THE_DOOR, *ANSWERS, *IN_THE_BODY, *ARRIVES)


class PostOffice:
    """Open inside `with`; `plan` says how its next mails fail, an empty word that they do not.

    What fails at the door is planned for the next connection, which then gets no further.
    """

    def __init__(self) -> None:
        self.plan: deque[str] = deque()
        self.connections = 0
        self.messages: list[bytes] = []
        self._server = _Server((HOST, 0), _Clerk)
        self._server.office = self
        self.port: int = self._server.server_address[1]
        # Ours, so that nobody else listens there either.
        self._closed = socket.socket()
        self._closed.bind((HOST, 0))
        self.closed_port: int = self._closed.getsockname()[1]

    def __enter__(self) -> "PostOffice":
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._closed.close()

    def next_fault(self) -> str:
        """What is planned next, once; empty: nothing."""
        return self.plan.popleft() if self.plan else ""

    @property
    def is_closed_to_the_next(self) -> bool:
        """Whether the next connection fails before its first mail."""
        return bool(self.plan) and self.plan[0] in AT_THE_DOOR

    def empty(self) -> None:
        """Forget what came and what was planned."""
        self.plan.clear()
        self.messages.clear()

    def message_ids(self) -> list[str]:
        """The Message-ID of each message that came."""
        return [message_from_bytes(message)["Message-ID"] for message in self.messages]

    def settings(self, *, timeout_s: float) -> dict[str, object]:
        """Django's settings to send to this server."""
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": HOST,
            "EMAIL_PORT": self.port,
            "EMAIL_TIMEOUT": timeout_s,
        }


class _Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    office: PostOffice


class _Clerk(StreamRequestHandler):
    """One connection."""

    server: _Server

    def handle(self) -> None:
        office = self.server.office
        office.connections += 1
        self.fault = office.next_fault() if office.is_closed_to_the_next else ""
        if self.fault == "hangs at once":
            self.rfile.read()  # until the sender gives up
            return
        if self.fault == "busy":
            self._say("421 too many of you")
            return
        self._say("220 post office")
        while self._serve(self.rfile.readline()):
            pass

    def _serve(self, line: bytes) -> bool:
        """Answer one command; False ends the connection."""
        verb = line[:4].upper().strip()
        if verb in (b"", b"QUIT"):
            return False
        if verb == b"MAIL":
            self.fault = self.server.office.next_fault()
        if verb == b"DATA":
            self._say("354 go on")
            return self._take()
        return self._answer(verb)

    def _take(self) -> bool:
        lines: list[bytes] = []
        for line in self.rfile:
            if line == b".\r\n":
                return self._judge(re.sub(rb"(?m)^\.\.", b".", b"".join(lines)))
            lines.append(line)
            if self.fault in IN_THE_BODY:
                break
        return False

    def _judge(self, message: bytes) -> bool:
        fault = ANSWERS.get(self.fault, (b"", ""))
        if fault[0] != b".":
            self.server.office.messages.append(message)
        if self.fault == "hangs after the body":
            self.rfile.read()
        return self.fault not in ARRIVES and self._answer(b".")

    def _answer(self, verb: bytes) -> bool:
        faulty, answer = ANSWERS.get(self.fault, (b"", ""))
        words = answer if verb == faulty else "250 ok"
        if words:
            self._say(words)
        return bool(words)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
