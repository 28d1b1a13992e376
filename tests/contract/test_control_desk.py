"""The control desk over HTTP, publishable keys, the command line and what survives a restart."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from stripe_double import LiveKeyRefused, StripeDouble
from tests.contract.conftest import client_of, new_intent, paid_intent

SITE = Path(__file__).parents[2] / "site"


def call(url: str, key: str, body: bytes | None = None) -> tuple[int, dict]:
    """Make a plain HTTP request; answers status and body."""
    request = urllib.request.Request(url, body, {"Authorization": f"Bearer {key}"})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def desk(double: StripeDouble, name: str, key: str | None = None, **arguments: object) -> tuple[int, dict]:
    url = f"{double.base_url}/_fake/{name}"
    return call(url, key or double.secret_key, json.dumps(arguments).encode())


def test_desk_does_over_http_what_it_does_in_process(double, api):
    intent = new_intent(api)

    status, fault = desk(double, "add_fault", match="payment_intents.create", kind="error", status=503)
    _, paid = desk(double, "pay", intent_id=intent.id)
    _, requests = desk(double, "requests", route="payment_intents.create")

    assert (status, double.control.faults()[0]["id"]) == (200, fault["result"])
    assert paid["result"]["status"] == "succeeded"
    assert [entry["status"] for entry in requests["result"]] == [200]


@pytest.mark.parametrize(
    ("name", "arguments", "status"),
    [
        ("no_such", {}, 404),
        ("_find", {}, 404),
        ("intent", {"intent_id": "pi_x"}, 404),
        ("pay", {"a": 1}, 400),
    ],
)
def test_desk_refuses_what_it_does_not_know(double, name, arguments, status):
    assert desk(double, name, **arguments)[0] == status


def test_desk_is_closed_to_the_publishable_key(double, api):
    intent = new_intent(api)

    status, _ = desk(double, "pay", key=double.public_key, intent_id=intent.id)

    assert (status, double.control.intent(intent.id)["status"]) == (401, "requires_payment_method")


def test_reset_forgets_everything_but_endpoints(double, api):
    double.add_endpoint("http://127.0.0.1:9/wh/", "whsec_x")
    paid_intent(api)
    double.control.add_fault("**", "error")

    double.control.reset()

    assert (double.control.intents(), double.control.events(), double.control.faults()) == ([], [], [])
    assert len(double.control.endpoints()) == 1


def test_reset_lets_no_call_take_effect_that_was_given_up(double, api):
    double.control.add_fault("payment_intents.create", "delay", seconds=0.5)
    socket.create_connection(("127.0.0.1", double.port)).close()
    with socket.create_connection(("127.0.0.1", double.port)) as gives_up:
        gives_up.sendall(
            b"POST /v1/payment_intents HTTP/1.1\r\nHost: stripe\r\nContent-Length: 23\r\n"
            b"Authorization: Bearer sk_test_double\r\n\r\namount=900&currency=eur"
        )

    double.control.reset()
    new_intent(api, 1200)
    time.sleep(0.6)

    assert [intent["amount"] for intent in double.control.intents()] == [1200]
    assert len(double.control.requests()) == 1


def test_reset_over_http_does_not_wait_for_itself(double, api):
    new_intent(api)

    assert desk(double, "reset") == (200, {"result": None})
    assert double.control.requests() == []


def test_reset_waits_for_a_delivery_that_is_under_way(double, api, receiver):
    with receiver.lock:
        paid_intent(api)
        receiver.is_asked.wait(10)
        resetting = threading.Thread(target=double.control.reset)
        resetting.start()
        resetting.join(0.2)
        is_waiting = resetting.is_alive()
    resetting.join(10)

    assert (is_waiting, resetting.is_alive()) == (True, False)
    assert (double.control.deliveries(), double.control.wait_until_idle()) == ([], True)


def test_browser_sees_an_intent_without_the_shops_notes(double, api):
    intent = paid_intent(api, metadata={"bag": "{}"})
    url = f"{double.base_url}/v1/payment_intents/{intent.id}"

    status, seen = call(f"{url}?client_secret={intent.client_secret}", double.public_key)

    assert (status, seen["status"]) == (200, "succeeded")
    assert {"metadata", "latest_charge", "shipping", "customer"} & set(seen) == {"shipping"}


@pytest.mark.parametrize("query", ["", "?client_secret=", "?client_secret=pi_x_secret_y"])
def test_browser_needs_the_client_secret(double, api, query):
    intent = new_intent(api)

    status, body = call(f"{double.base_url}/v1/payment_intents/{intent.id}{query}", double.public_key)

    assert (status, body["error"]["param"]) == (400, "client_secret")


@pytest.mark.parametrize("path", ["/v1/payment_intents", "/v1/refunds", "/v1/events", "/v1/account"])
def test_publishable_key_is_refused_elsewhere(double, path):
    status, body = call(double.base_url + path, double.public_key)

    assert (status, body["error"]["code"]) == (401, "secret_key_required")


@pytest.mark.parametrize(
    "kinds", [("secret_key", "sk_live_x"), ("secret_key", "rk_live_x"), ("public_key", "pk_live_x")]
)
def test_live_keys_are_refused_at_the_start(kinds):
    with pytest.raises(LiveKeyRefused, match="offline double"):
        StripeDouble(**dict([kinds]))


def test_live_key_on_a_request_is_refused(double):
    status, body = call(f"{double.base_url}/v1/account", "sk_live_x")

    assert (status, "live key" in body["error"]["message"]) == (401, True)


def test_state_file_keeps_everything_across_restarts(tmp_path):
    path = tmp_path / "double.sqlite3"
    options = {"idempotency_key": "checkout-1"}
    with StripeDouble(state_path=path) as first:
        endpoint = first.add_endpoint("http://127.0.0.1:9/wh/", "whsec_x")
        intent = client_of(first).v1.payment_intents.create({"amount": 5050, "currency": "eur"}, options)

    with StripeDouble(state_path=path) as second:
        again = client_of(second).v1.payment_intents.create({"amount": 5050, "currency": "eur"}, options)
        paid = second.control.pay(intent.id)

        assert (again.id, paid["status"]) == (intent.id, "succeeded")
        assert second.add_endpoint("http://127.0.0.1:9/wh/", "whsec_y") == endpoint


def run_command(*arguments: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "stripe_double", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(SITE)}
    return subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_command_says_when_it_is_ready_and_stops_cleanly(tmp_path, number):
    running = run_command("--port", "0", "--state", str(tmp_path / "state.sqlite3"))
    line = running.stdout.readline()

    running.send_signal(number)

    assert line.startswith("Stripe double is ready at http://127.0.0.1:")
    assert running.wait(timeout=5) == 0
    assert running.communicate()[1] == ""


def test_taken_port_is_one_clear_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        running = run_command("--port", port)
        _, complaint = running.communicate(timeout=5)

    assert running.returncode == 2
    assert complaint == f"Port {port} is taken: stop what listens there, or choose another with --port.\n"


def test_unusable_state_file_is_one_clear_sentence(tmp_path):
    running = run_command("--port", "0", "--state", str(tmp_path / "missing" / "state.sqlite3"))
    _, complaint = running.communicate(timeout=5)

    assert (running.returncode, complaint.count("\n")) == (2, 1)
    assert "cannot be used" in complaint


def test_command_refuses_a_live_key():
    running = run_command("--port", "0", "--secret-key", "sk_live_x")
    _, complaint = running.communicate(timeout=5)

    assert (running.returncode, complaint.count("\n")) == (2, 1)
    assert "live keys" in complaint
