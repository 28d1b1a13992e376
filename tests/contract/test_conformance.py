"""The double takes every parameter that the installed SDK can send, and sends only events it knows."""

import inspect
import json
import re
import urllib.error
import urllib.parse
import urllib.request

import pytest
import stripe
from stripe import params as sdk
from stripe._request_options import RequestOptions

from stripe_double import StripeDouble
from stripe_double.account import API_VERSION
from stripe_double.cards import BY_NUMBER, passes_luhn
from stripe_double.events import TYPES
from tests.contract.conftest import new_intent

CALLS = [
    ("POST", "/v1/payment_intents", sdk.PaymentIntentCreateParams),
    ("POST", "/v1/payment_intents/{pi}", sdk.PaymentIntentUpdateParams),
    ("POST", "/v1/payment_intents/{pi}/confirm", sdk.PaymentIntentConfirmParams),
    ("POST", "/v1/payment_intents/{pi}/cancel", sdk.PaymentIntentCancelParams),
    ("POST", "/v1/payment_intents/{pi}/capture", sdk.PaymentIntentCaptureParams),
    ("GET", "/v1/payment_intents/{pi}", sdk.PaymentIntentRetrieveParams),
    ("GET", "/v1/payment_intents", sdk.PaymentIntentListParams),
    ("POST", "/v1/payment_methods", sdk.PaymentMethodCreateParams),
    ("GET", "/v1/charges", sdk.ChargeListParams),
    ("POST", "/v1/refunds", sdk.RefundCreateParams),
    ("GET", "/v1/refunds", sdk.RefundListParams),
    ("GET", "/v1/disputes", sdk.DisputeListParams),
    ("GET", "/v1/events", sdk.EventListParams),
    ("GET", "/v1/events/{evt}", sdk.EventRetrieveParams),
    ("POST", "/v1/webhook_endpoints", sdk.WebhookEndpointCreateParams),
    ("GET", "/v1/webhook_endpoints", sdk.WebhookEndpointListParams),
    ("GET", "/v1/account", sdk.AccountRetrieveCurrentParams),
]
COMMON = set(RequestOptions.__annotations__) | {"content_type", "headers"}


def raw_error(double: StripeDouble, method: str, path: str, name: str) -> dict[str, str]:
    """Send one parameter, with a value that may well be wrong, and answer the error if there is one."""
    form = urllib.parse.urlencode({name: "x"})
    url = double.base_url + path + (f"?{form}" if method == "GET" else "")
    body = form.encode() if method == "POST" else None
    headers = {"Authorization": f"Bearer {double.secret_key}"}
    request = urllib.request.Request(url, body, headers, method=method)
    try:
        urllib.request.urlopen(request, timeout=5)
    except urllib.error.HTTPError as refused:
        return json.load(refused)["error"]
    return {}


@pytest.mark.parametrize(
    ("method", "path", "params"), CALLS, ids=lambda value: getattr(value, "__name__", value)
)
def test_every_parameter_of_the_sdk_is_known(double, api, method, path, params):
    intent = new_intent(api)
    [event] = double.control.events()
    path = path.format(pi=intent.id, evt=event["id"])

    unknown = [
        name
        for name in set(params.__annotations__) - COMMON
        if raw_error(double, method, path, name).get("code") == "parameter_unknown"
    ]

    assert unknown == []


def test_parameter_that_nobody_knows_is_refused(double):
    error = raw_error(double, "POST", "/v1/payment_intents", "no_such_thing")

    assert (error["code"], error["param"]) == ("parameter_unknown", "no_such_thing")


def test_event_types_are_those_of_the_sdk():
    known = re.findall(r'"([a-z0-9_.]+)"', inspect.getsource(sdk.WebhookEndpointCreateParams))

    assert "account.updated" in known
    assert [kind for kind in TYPES if kind not in known] == []


def test_version_is_the_one_of_the_sdk():
    assert stripe.api_version == API_VERSION


def test_all_test_cards_have_a_right_last_digit():
    assert [number for number in BY_NUMBER if not passes_luhn(number)] == []


def test_objects_have_the_fields_the_sdk_declares(double, api):
    intent = new_intent(api)
    double.control.pay(intent.id)
    api.v1.refunds.create({"payment_intent": intent.id, "amount": 100})
    dispute = double.control.open_dispute(intent.id)
    [refund] = double.control.refunds()
    declared = {
        stripe.PaymentIntent: double.control.intent(intent.id),
        stripe.Charge: double.control.charges()[0],
        stripe.Refund: refund,
        stripe.Dispute: dispute,
        stripe.Event: double.control.events()[0],
    }

    strange = {kind.__name__: set(body) - set(kind.__annotations__) for kind, body in declared.items()}

    assert strange == {kind.__name__: set() for kind in declared}
