"""Fixtures of the contract suite: the same tests speak to the double and, with a test key, to Stripe."""

import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import stripe

from stripe_double import StripeDouble
from tests.browser.conftest import ARGS, find_chromium

REAL_KEY = os.environ.get("STRIPE_TEST_SECRET_KEY", "")
SECRET = "whsec_contract"


@pytest.fixture
def double() -> Iterator[StripeDouble]:
    """A double of our own, whose webhook retries come within milliseconds."""
    with StripeDouble(retry_scale=0.001) as running:
        yield running


@pytest.fixture
def api(double: StripeDouble) -> stripe.StripeClient:
    """The real SDK, speaking to the double."""
    return client_of(double)


def client_of(double: StripeDouble, *, retries: int = 0) -> stripe.StripeClient:
    """Make an SDK client that speaks to a double."""
    stripe.enable_telemetry = False
    return stripe.StripeClient(
        double.secret_key, base_addresses={"api": double.base_url}, max_network_retries=retries
    )


@pytest.fixture(
    params=["double", pytest.param("real", marks=[pytest.mark.real_stripe, pytest.mark.enable_socket])]
)
def either(request: pytest.FixtureRequest) -> stripe.StripeClient:
    """The SDK, once speaking to the double and once to Stripe's test mode."""
    if request.param == "double":
        client: stripe.StripeClient = request.getfixturevalue("api")
        return client
    if not re.match(r"(sk|rk)_test_", REAL_KEY):
        pytest.skip("set STRIPE_TEST_SECRET_KEY to run this against Stripe's test mode")
    stripe.enable_telemetry = False
    return stripe.StripeClient(REAL_KEY, max_network_retries=2)


@dataclass
class Delivery:
    """What a webhook endpoint got."""

    body: bytes
    headers: dict[str, str]

    def event(self, secret: str = SECRET) -> stripe.Event:
        """Verify as the shop does."""
        return stripe.Webhook.construct_event(self.body, self.headers["stripe-signature"], secret)


@dataclass
class Receiver:
    """A webhook endpoint that notes what it gets and answers what it is told."""

    url: str
    answers: list[int] = field(default_factory=list)
    got: list[Delivery] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    is_asked: threading.Event = field(default_factory=threading.Event)

    def types(self) -> list[str]:
        return [delivery.event().type for delivery in self.got]

    def take(self, delivery: Delivery) -> int:
        self.is_asked.set()
        with self.lock:
            self.got.append(delivery)
            return self.answers.pop(0) if self.answers else 200


@pytest.fixture
def receiver(double: StripeDouble) -> Iterator[Receiver]:
    """An endpoint that is registered with the double."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status = known.take(Delivery(body, headers))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            if status == 301:
                self.send_header("Location", known.url)
            self.end_headers()

        def log_message(self, *parts: object) -> None:
            """Stay silent."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 128

    server = Server(("127.0.0.1", 0), Handler)
    known = Receiver(f"http://127.0.0.1:{server.server_port}/checkout/wh/")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    double.add_endpoint(known.url, SECRET)
    yield known
    server.shutdown()
    server.server_close()


def new_intent(client: stripe.StripeClient, amount: int = 5050, **params: object) -> stripe.PaymentIntent:
    """Make an intent over 50.50 euro, or as the parameters say."""
    fields = {"amount": amount, "currency": "eur", **params}
    return client.v1.payment_intents.create(fields)  # type: ignore[arg-type]


def paid_intent(
    client: stripe.StripeClient, card: str = "pm_card_visa", **params: object
) -> stripe.PaymentIntent:
    """Make an intent and pay it with a test card."""
    return new_intent(
        client,
        payment_method=card,
        confirm=True,
        automatic_payment_methods={"enabled": True, "allow_redirects": "never"},
        **params,
    )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """The same Chromium as in the shop's own browser tests."""
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": ARGS}
