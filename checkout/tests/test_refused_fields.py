"""What Stripe refuses about a field stands beside that field; anything else is our fault, and logged."""

import pytest
from django.forms import ValidationError

from catalogue.tests.factories import make_product
from checkout.forms import OrderForm
from checkout.gateway import StripeRefused, update_intent
from checkout.payments.refusals import FIELDS, errors_by_field
from checkout.tests.paying import DETAILS
from profiles.mailboxes import PrintableEmailField

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(eve, double):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    eve.post("/bag/add/", {"sku": "TW-A4", "quantity": "1"})
    shown = eve.get("/checkout/").context
    return {**DETAILS, "client_secret": shown["client_secret"], "amount": str(shown["amount"])}


def gate(eve, page, **changes):
    return eve.post("/checkout/cache_checkout_data/", page | changes)


@pytest.mark.parametrize(
    ("param", "field"),
    [
        ("receipt_email", "email"),
        ("shipping[phone]", "phone_number"),
        ("shipping[address][postal_code]", "postcode"),
        ("shipping[name]", "full_name"),
        ("payment_method_data[billing_details][address][line1]", "street_address1"),
    ],
)
def test_refused_parameter_is_told_beside_its_field(eve, page, double, param, field):
    double.control.add_fault("payment_intents.update", "error", status=400, code="invalid", param=param)

    answer = gate(eve, page)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert gate(eve, page).status_code == 200


def test_unknown_parameter_is_our_fault_and_logged_without_values(eve, page, double, caplog):
    double.control.add_fault("payment_intents.update", "error", status=400, code="odd", param="metadata[x]")

    answer = gate(eve, page)

    assert answer.status_code == 503
    assert "our fault" in answer.json()["message"]
    assert "stripe refused a checkout: odd metadata[x]" in caplog.text
    assert "ida@example.org" not in caplog.text


def test_double_refuses_an_address_as_stripe_does(page, double):
    payment_id = page["client_secret"].partition("_secret_")[0]

    with pytest.raises(StripeRefused) as refused:
        update_intent(payment_id, 2420, key="k1", receipt_email="ida@localhost")

    assert (refused.value.code, refused.value.param) == ("email_invalid", "receipt_email")
    assert list(errors_by_field(refused.value)) == ["email"]


def test_double_refuses_an_overlong_field_as_stripe_does(page, double):
    payment_id = page["client_secret"].partition("_secret_")[0]
    shipping = {"name": "Ida", "address": {"line1": "x" * 5001}}

    with pytest.raises(StripeRefused) as refused:
        update_intent(payment_id, 2420, key="k2", shipping=shipping)

    assert list(errors_by_field(refused.value)) == ["street_address1"]


@pytest.mark.parametrize("address", ["ida@localhost", '"i da"@example.org', "ida@[127.0.0.1]"])
def test_address_that_stripe_would_refuse_is_caught_by_our_form(eve, page, double, address):
    with pytest.raises(ValidationError):
        PrintableEmailField().clean(address)

    answer = gate(eve, page, email=address)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["email"])
    assert double.control.requests("payment_intents.update") == []


def test_every_field_of_the_table_is_one_of_the_form():
    assert set(FIELDS.values()) <= set(OrderForm().fields)
