"""What is said about money is true: "Nothing was charged" only when Stripe has just said so."""

import re
from pathlib import Path

import pytest

from catalogue.tests.factories import make_product
from checkout.models import BagLine, Order
from checkout.tests.paying import DETAILS
from checkout.texts import TEXTS
from config.env import BASE_DIR

pytestmark = pytest.mark.django_db(transaction=True)
# Said only after Stripe was asked, see `checkout/texts.py` and the scripts.
SAID_WHEN_ASKED = {"changed", "gone", "reload", "not_paid"}


@pytest.fixture
def page(eve, double):
    """A guest's checkout page over 24.20: what it would post."""
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10), ("TW-A3", "A3", "39.00", 5)])
    eve.post("/bag/add/", {"sku": "TW-A4", "quantity": "1"})
    shown = eve.get("/checkout/").context
    return {**DETAILS, "client_secret": shown["client_secret"], "amount": str(shown["amount"])}


def gate(eve, page, **changes):
    return eve.post("/checkout/cache_checkout_data/", page | changes)


def pay(double, page):
    double.control.pay(page["client_secret"].partition("_secret_")[0])


def test_changed_bag_after_paying_in_another_tab_leads_to_the_order(eve, page, double):
    gate(eve, page)
    pay(double, page)
    BagLine.objects.update(quantity=2)

    answer = gate(eve, page)

    order = Order.objects.get()
    assert answer.json() == {"paid": True, "redirect": f"/checkout/success/{order.order_number}/"}
    assert str(order.grand_total) == "24.20"


@pytest.mark.parametrize("change", [{"quantity": 99}, {"sku": "GONE"}])
def test_pieces_that_are_gone_after_paying_lead_to_the_order_as_well(eve, page, double, change):
    gate(eve, page)
    pay(double, page)
    BagLine.objects.update(**change)

    assert gate(eve, page).json()["paid"] is True


def test_bag_that_is_empty_by_now_leads_to_the_order(eve, page, double):
    gate(eve, page)
    pay(double, page)
    BagLine.objects.all().delete()

    assert gate(eve, page).json()["paid"] is True


def test_changed_total_says_nothing_was_charged_once_stripe_says_so(eve, page, double):
    BagLine.objects.update(quantity=2)

    answer = gate(eve, page)

    assert answer.status_code == 409
    assert "Nothing was charged" in answer.json()["message"]
    assert double.control.requests("payment_intents.retrieve")


@pytest.mark.parametrize("changes", [{}, {"quantity": 2}])
def test_silent_stripe_leaves_open_whether_an_earlier_payment_went_through(eve, page, double, changes):
    if changes:
        BagLine.objects.update(**changes)
    for route in ("retrieve", "update"):
        double.control.add_fault(f"payment_intents.{route}", "drop_before", times=None)

    answer = gate(eve, page)

    assert answer.status_code == 503
    assert "charged" not in answer.json()["message"]
    assert "the confirmation comes by e-mail" in answer.json()["message"]


def test_only_texts_said_after_asking_claim_that_nothing_was_charged():
    claiming = {name for name, text in TEXTS.items() if "othing was charged" in str(text)}

    assert claiming == SAID_WHEN_ASKED


def test_templates_and_scripts_claim_it_in_one_place_only():
    patterns = ("templates/**/*.html", "templates/**/*.txt", "static/js/**/*.js")
    files = [path for pattern in patterns for path in Path(BASE_DIR).glob(pattern)]
    found = {
        (path.name, line.strip())
        for path in files
        for line in path.read_text().splitlines()
        if re.search(r"(nothing|not) (was|been) charged", line, re.IGNORECASE) and "/*" not in line
    }

    assert found == {("_texts.html", '<p data-text="nothing">{% translate "Nothing was charged." %}</p>')}
