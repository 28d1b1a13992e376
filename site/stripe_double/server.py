"""The HTTP server: sockets in, requests to the API, the pages or the control desk."""

import logging
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from stripe_double.messages import Dropped, Reply, Request, error_reply

MAX_BODY = 1024 * 1024
Handle = Callable[[Request], Reply]
Clock = Callable[[], int]
log = logging.getLogger(__name__)


class Server(ThreadingHTTPServer):
    """A threading server on the loopback that can hang up on everybody when it stops."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port: int, handle: Handle, clock: Clock, host: str = "127.0.0.1") -> None:
        self.handle = handle
        self.clock = clock
        self._open: set[socket.socket] = set()
        # The threads that answer a request right now, and on which connection.
        self._serving: dict[int, socket.socket] = {}
        self._open_lock = threading.Lock()
        super().__init__((host, port), _Connection)

    def server_bind(self) -> None:
        # HTTPServer asks the resolver for the host's name here, which takes seconds on some machines.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])
        # A client that has gone before it is taken in is an error to skip, not one to wait for.
        self.socket.setblocking(False)

    def get_request(self) -> Any:
        with self._open_lock:
            taken_in = super().get_request()
            self._open.add(taken_in[0])
        return taken_in

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up early."""

    @contextmanager
    def serving(self, connection: socket.socket) -> Iterator[None]:
        """Mark the calling thread as one that answers a request."""
        with self._open_lock:
            self._serving[threading.get_ident()] = connection
        try:
            yield
        finally:
            with self._open_lock:
                del self._serving[threading.get_ident()]

    def wait_until_quiet(self, timeout: float) -> bool:
        """Wait until nobody but the caller is being answered or waits for it; answers whether in time.

        Clients that have given up count: what they have sent is still in a socket, or under way.
        """
        deadline = time.monotonic() + timeout
        while not self._is_quiet():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.005)
        return True

    def _is_quiet(self) -> bool:
        with self._open_lock:
            own = self._serving.get(threading.get_ident())
            if len(self._serving) > (own is not None):
                return False
            unread = select.poll()
            for waiting in [self.socket, *self._open]:
                if waiting is not own and waiting.fileno() >= 0:
                    unread.register(waiting, select.POLLIN)
            return not unread.poll(0)

    def hang_up(self) -> None:
        """Close the port and every connection that is still open."""
        self.shutdown()
        self.server_close()
        with self._open_lock:
            still_open = list(self._open)
        for connection in still_open:
            _cut(connection)


def _cut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        # Gone already.
        return


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        self._serve()

    def handle_one_request(self) -> None:
        # The first byte stays in the socket until this thread is known to be at work.
        try:
            self.connection.recv(1, socket.MSG_PEEK)
        except OSError:
            self.close_connection = True
            return
        with self.server.serving(self.connection):
            super().handle_one_request()

    do_POST = do_DELETE = do_HEAD = do_GET

    def _serve(self) -> None:
        try:
            reply = self._reply()
        except Dropped as dropped:
            self.close_connection = True
            if dropped.begun:
                self._send(dropped.begun, is_cut=True)
            _cut(self.connection)
            return
        self._send(reply)

    def _reply(self) -> Reply:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY:
            self.close_connection = True
            return error_reply(413, "The body is too large.")
        try:
            body = self.rfile.read(int(length)).decode()
        except UnicodeDecodeError:
            return error_reply(400, "The body is not UTF-8.")
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            return self.server.handle(Request(self.command, self.path, headers, body))
        except Dropped:
            raise
        except Exception:
            # A mistake in the double must show as one, not as a lost connection.
            log.exception("%s %s failed", self.command, self.path)
            return error_reply(500, "The double itself has failed; its log says how.")

    def _send(self, reply: Reply, *, is_cut: bool = False) -> None:
        lines = {
            "Server": "stripe-double",
            "Date": formatdate(self.server.clock(), usegmt=True),
            "Content-Type": reply.content_type,
            "Content-Length": str(len(reply.body)),
            **reply.headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        reason = self.responses[reply.status][0] if reply.status in self.responses else ""
        body = b"" if self.command == "HEAD" else reply.body
        if is_cut:
            body = body[: len(body) // 2]
        # One write, so that small answers travel in one packet.
        start = f"HTTP/1.1 {reply.status} {reason}\r\n{head}\r\n".encode("latin-1")
        self.wfile.write(start + body)
