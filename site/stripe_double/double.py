"""The double as a whole: start it, stop it, and reach its control desk."""

import threading
from pathlib import Path
from types import TracebackType

from stripe_double import endpoints
from stripe_double.account import Account, refuse_live_key
from stripe_double.api import Api
from stripe_double.control import QUIET_WITHIN_S, Control
from stripe_double.control_http import control_reply
from stripe_double.delivery import Courier, Post
from stripe_double.messages import Reply, Request
from stripe_double.pages import page
from stripe_double.posting import post
from stripe_double.server import Server
from stripe_double.settlement import Settlement
from stripe_double.store import Store


class StripeDouble:
    """An offline Stripe on a local port: the API, the browser part, webhooks and a control desk."""

    def __init__(
        self,
        secret_key: str = "sk_test_double",
        public_key: str = "pk_test_double",
        state_path: str | Path | None = None,
        port: int = 0,
        retry_scale: float = 1.0,
        *,
        host: str = "127.0.0.1",
        webhook_timeout: float = 20.0,
        settle_after: float | None = None,
        post: Post = post,
    ) -> None:
        self.host = host
        self.port = port
        self._store = Store(state_path)
        sending = {"retry_scale": retry_scale, "timeout": webhook_timeout}
        self._courier = Courier(self._store, lambda: self.account.now(), post=post, **sending)
        self.account = Account(
            self._store, self._courier, refuse_live_key(secret_key), refuse_live_key(public_key)
        )
        self.api = Api(self.account)
        self.control = Control(self.account, self._courier, self.api, self._wait_until_quiet)
        # Without a time, a delayed payment waits for the control desk.
        self._settlement = Settlement(self.account, settle_after) if settle_after is not None else None
        self._server: Server | None = None

    @property
    def base_url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def secret_key(self) -> str:
        return self.account.secret_key

    @property
    def public_key(self) -> str:
        return self.account.public_key

    def start(self) -> "StripeDouble":
        """Listen and deliver. Raises OSError: the port is taken."""
        self._server = Server(self.port, self._handle, self.account.now, self.host)
        # Kept for a later start: a double that was down comes back at the same address.
        self.port = self._server.server_port
        self.account.base_url = self.base_url
        self._store.open()
        self._courier.start()
        if self._settlement:
            self._settlement.start()
        threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="stripe-double", daemon=True
        ).start()
        return self

    def stop(self) -> None:
        """Hang up on everybody and stop delivering; a later `start` goes on where this left off."""
        if self._server is None:
            return
        with self.api.hurried():
            self._server.hang_up()
            self._wait_until_quiet(QUIET_WITHIN_S)
        self._server = None
        self._courier.stop()
        if self._settlement:
            self._settlement.stop()
        self._store.close()

    def __enter__(self) -> "StripeDouble":
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def add_endpoint(
        self, url: str, secret: str, *, enabled_events: tuple[str, ...] = ("*",), is_another: bool = False
    ) -> str:
        """Send webhooks to a URL and answer the endpoint's id; the same URL again takes the new secret.

        `is_another` registers a second endpoint for a URL that has one.
        """
        with self._store.lock:
            for known in self._store.every("webhook_endpoints"):
                if known["url"] == url and not is_another:
                    known.update(_secret=secret, enabled_events=list(enabled_events), status="enabled")
                    return str(self._store.save("webhook_endpoints", known)["id"])
            params = {"enabled_events": list(enabled_events)}
            return str(endpoints.register(self.account, url, secret, params)["id"])

    def _wait_until_quiet(self, timeout: float) -> bool:
        return self._server is None or self._server.wait_until_quiet(timeout)

    def _handle(self, request: Request) -> Reply:
        if request.path.startswith("/_fake/"):
            return control_reply(self.control, self.account, request)
        if request.path.startswith("/js/") and request.method in ("GET", "HEAD"):
            return page(request.path)
        return self.api.handle(request)
