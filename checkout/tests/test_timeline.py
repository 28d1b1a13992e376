"""The timeline keeps codes and facts; whoever reads it reads it in their language."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation
from wagtail.users.models import UserProfile

from checkout.gateway import EVENT_TYPES
from checkout.mails import send_due_mails
from checkout.models import OrderEvent, OrderState
from checkout.models.order_events import STORIES
from checkout.models.webhook_events import WORDS
from checkout.orders.reviewing import accept_order
from checkout.tests.admins import colleague, make_event
from checkout.tests.orders import make_order
from checkout.webhook_handler import StripeWH_Handler

pytestmark = pytest.mark.django_db
CHECKOUT = Path(__file__).parents[1]
FACTS = {
    "note": "Ida called",
    "state": "refunded",
    "refunded": "5.00",
    "amount": "5.00",
    "currency": "eur",
    "mail": "refund",
    "reason": "damaged",
    "error": "charge_disputed",
    "pieces": "2 × TIDE-A3",
}


@pytest.mark.parametrize("code", STORIES)
def test_every_entry_is_told_in_every_language(code):
    event = OrderEvent.about(1, code, **FACTS, stays_in_stock=True, buyer_was_told=True)

    told = []
    for language in ("en", "de"):
        with translation.override(language):
            told.append(event.text)

    assert told[0] != told[1]
    assert not re.search(r"%\(|5\.00 |damaged|charge_disputed", told[1])
    assert event.sentence == ""


def test_staff_read_the_timeline_in_their_own_language(staff_client, staff):
    order = make_order(None, stripe_pid="pi_1")
    OrderEvent.about(order.pk, "money", state="refunded", refunded="5.00", currency="eur").save()
    make_event(1, order=order)
    UserProfile.objects.create(user=staff, preferred_language="de")

    moments = staff_client.get(f"/admin/orders/inspect/{order.pk}/").context["timeline"]

    told = {moment.what.replace("\xa0", " ") for moment in moments}
    assert told >= {"Erstattet; bisher erstattet: 5,00 €", "Zahlung eingegangen"}


def test_nothing_is_stored_in_words(staff):
    order = make_order(None)
    order.state, order.review_reasons = OrderState.REVIEW, [{"code": "unknown"}]
    order.paid_total = Decimal("12.00")
    order.save()
    accept_order(order.pk, staff, "Ida called")
    send_due_mails()

    for event in order.events.all():
        assert (event.sentence, event.code in STORIES) == ("", True)


def test_nobody_writes_an_entry_but_by_its_code():
    writers = re.compile(r"OrderEvent\.objects\.(create|get_or|update_or)|OrderEvent\(|sentence=")
    for path in CHECKOUT.rglob("*.py"):
        if "tests" not in path.parts and "migrations" not in path.parts and path.name != "order_events.py":
            assert not writers.search(path.read_text()), path


@pytest.mark.parametrize(
    ("sentence", "german"),
    [
        ("Order placed, payment received", "Bestellung eingegangen"),
        ("Order confirmation sent", "Bestellbestätigung"),
        ("Refunded; refunded so far: €5.00", "Erstattet"),
        ("Refund of €5.00 asked for: Damaged, wrong or lost on the way", "Beschädigt"),
        ("Accepted: Ida called", "Ida called"),
    ],
)
def test_old_sentences_are_read_in_the_readers_language_too(sentence, german):
    event = OrderEvent(text=sentence)
    assert event.text == sentence

    with translation.override("de"):
        assert event.text != sentence
        old = OrderEvent(text=event.text)
    assert old.text == sentence


def test_what_nobody_recognizes_stays_as_it_was_written():
    assert OrderEvent(text="Packed by Ida <3").text == "Packed by Ida <3"


def test_every_event_that_the_shop_acts_on_has_plain_words():
    assert set(EVENT_TYPES) | set(StripeWH_Handler.METHODS) <= set(WORDS)


def test_stripes_names_are_for_the_owner_alone(staff_client):
    order = make_order(None, stripe_pid="pi_1")
    event = make_event(1, order=order)
    make_event(2, type="account.updated")
    helper = colleague("view_order", "view_webhookevent")
    inspect = f"/admin/webhook-events/inspect/{event.pk}/"

    for path in (f"/admin/orders/inspect/{order.pk}/", inspect, "/admin/webhook-events/?export=csv"):
        page = b"".join(helper.get(path)).decode()
        assert "payment_intent.succeeded" not in page, path
    assert "account.updated" not in helper.get("/admin/webhook-events/").text
    assert "payment_intent.succeeded" in staff_client.get(inspect).text
