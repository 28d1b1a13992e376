"""A shop of three static pages that passes `/_stripe/…` on to the double, under a strict content policy."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

PAGES = Path(__file__).parent / "pages"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'; base-uri 'self'"
)
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}


class Storefront(ThreadingHTTPServer):
    """Serves the pages and notes every request that is not for the double."""

    daemon_threads = True

    def __init__(self, double_port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.double_port = double_port
        self.seen: list[str] = []
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Storefront

    def do_GET(self) -> None:
        self._serve()

    do_POST = do_GET

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path.startswith("/_stripe/"):
            self._pass_on(body)
            return
        self.server.seen.append(f"{self.command} {self.path} {body.decode(errors='replace')}")
        page = PAGES / Path(urlsplit(self.path).path).name
        if page.is_file():
            self._answer(200, page.read_bytes(), TYPES[page.suffix])
        else:
            self._answer(404, b"", "text/plain")

    def _pass_on(self, body: bytes) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.double_port, timeout=30)
        kept = {name: self.headers[name] for name in ("Content-Type", "Accept") if name in self.headers}
        connection.request(self.command, self.path.removeprefix("/_stripe"), body, kept)
        try:
            answer = connection.getresponse()
        except http.client.HTTPException:
            self._answer(502, b"", "text/plain")
        else:
            self._answer(answer.status, answer.read(), answer.headers["Content-Type"])
        finally:
            connection.close()

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *parts: object) -> None:
        """Stay silent."""
