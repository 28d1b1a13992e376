"""The door between the browser and the offline Stripe."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.http import Http404
from django.test import RequestFactory

from config.stripe_proxy import stripe_double

FORM = "application/x-www-form-urlencoded"


class Upstream(BaseHTTPRequestHandler):
    """Remembers what it was asked and answers with a redirect that carries a header of no concern."""

    asked: list[tuple[str, str, bytes, dict[str, str]]] = []

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.asked.append((self.command, self.path, body, dict(self.headers)))
        self.send_response(302)
        self.send_header("Location", "/checkout/return/")
        self.send_header("Set-Cookie", "a=b")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    do_POST = do_GET

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def upstream(settings) -> Iterator[list]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.STRIPE_API_BASE = f"http://127.0.0.1:{server.server_port}"
    Upstream.asked.clear()
    yield Upstream.asked
    server.shutdown()
    server.server_close()


def test_forwards_form_query_and_publishable_key(upstream, rf: RequestFactory):
    request = rf.post(
        "/?a=1",
        "key=pk_test_x&amount=5",
        FORM,
        headers={"Authorization": "Bearer pk_test_x", "Cookie": "sessionid=secret"},
    )

    stripe_double(request, "v1/payment_methods")

    method, path, body, headers = upstream[0]
    assert (method, path, body) == ("POST", "/v1/payment_methods?a=1", b"key=pk_test_x&amount=5")
    assert headers["Authorization"] == "Bearer pk_test_x"
    assert "Cookie" not in headers


def test_hands_back_status_and_location_but_no_cookie(upstream, rf):
    response = stripe_double(rf.get("/"), "js/stripe.js")

    assert (response.status_code, response.content) == (302, b"ok")
    assert response["Location"] == "/checkout/return/"
    assert "Set-Cookie" not in response


@pytest.mark.parametrize(
    ("body", "authorization"),
    [("", "Bearer sk_test_x"), ("key=sk_test_x", ""), ("key=rk_live_x", ""), ("", "Basic c2tfdGVzdDo=")],
)
def test_a_secret_key_never_passes_the_proxy(upstream, rf, body, authorization):
    headers = {"Authorization": authorization} if authorization else {}

    response = stripe_double(rf.post("/", body, FORM, headers=headers), "v1/payment_intents")

    assert response.status_code == 403
    assert upstream == []


@pytest.mark.parametrize("path", ["_fake/reset", "/_fake/reset", "v1/../_fake/reset", "_fake", "v1/_fake/x"])
def test_control_paths_of_the_double_are_hidden(upstream, rf, path):
    with pytest.raises(Http404):
        stripe_double(rf.get("/"), path)

    assert upstream == []


@pytest.mark.parametrize("base", ["", "https://api.stripe.com", "http://10.0.0.7:12111"])
def test_only_a_double_on_this_machine_is_served(settings, rf, base):
    settings.STRIPE_API_BASE = base

    with pytest.raises(Http404):
        stripe_double(rf.get("/"), "js/stripe.js")


def test_nothing_is_served_where_no_double_is_allowed(upstream, settings, rf):
    settings.STRIPE_ALLOW_DOUBLE = False

    with pytest.raises(Http404):
        stripe_double(rf.get("/"), "js/stripe.js")

    assert upstream == []


def test_a_double_that_is_gone_is_a_502(settings, rf):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    response = stripe_double(rf.get("/"), "js/stripe.js")

    assert response.status_code == 502


def test_other_methods_are_refused_by_the_proxy(upstream, rf):
    response = stripe_double(rf.delete("/"), "v1/payment_intents")

    assert response.status_code == 405
    assert upstream == []
