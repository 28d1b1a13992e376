"""An order remembers the language it was placed in: its mails go out by the worker, where no page speaks."""

import pytest
from django.core import mail
from django.utils import translation

from catalogue.tests.factories import make_product
from checkout import gateway
from checkout.attempts import payable
from checkout.bag.contents import bag_contents
from checkout.gate import pass_gate
from checkout.mails import send_due_mails
from checkout.models import CheckoutAttempt, MailKind, Order, OutgoingMail
from checkout.orders.placing import place_order
from checkout.reconcile import reconcile
from checkout.tests.orders import make_order
from checkout.tests.paying import DETAILS, make_bag

pytestmark = pytest.mark.django_db


def send_confirmation(**fields):
    """The confirmation of an order with `fields` as one text: subject, plain part and HTML."""
    mail.outbox.clear()
    OutgoingMail.objects.create(order=make_order(None, **fields), kind=MailKind.CONFIRMATION)
    send_due_mails()
    [message] = mail.outbox
    return "\n".join((message.subject, str(message.body), str(message.alternatives[0][0])))


def german_checkout(double) -> CheckoutAttempt:
    """A checkout that passed the gate on a German page and has been paid since."""
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    bag = make_bag({"TW-A4": 1})
    with translation.override("de"):
        attempt, _payment = payable(bag, None, bag_contents(bag).quote)
        pass_gate(attempt, DETAILS, save_info=False, amount_shown=2420, client_secret="")
    double.control.pay(attempt.stripe_pid)
    return attempt


def test_mail_speaks_the_language_of_its_order():
    text = send_confirmation(language="de")

    german = ("Ihre Bestellung", "Vielen Dank", "24,00\xa0€", "Kostenlos", '<html lang="de">', "Deutschland")
    for words in german:
        assert words in text
    for words in ("Your order", "Thank you", "€24.00", "Delivery", "Free", "Germany"):
        assert words not in text


@pytest.mark.parametrize("language", ["", "en"])
def test_mail_of_another_order_stays_english(language):
    send_confirmation(language="de")

    text = send_confirmation(language=language)

    assert "Thank you" in text
    assert '<html lang="en">' in text


def test_worker_keeps_its_own_language_after_a_german_mail():
    send_confirmation(language="de")

    assert translation.get_language() == "en"
    assert Order.objects.get().events.get().text == "Order confirmation sent"


def test_order_is_placed_in_the_language_of_the_page_that_asked_to_pay(double):
    attempt = german_checkout(double)

    order = place_order(attempt.pk, gateway.retrieve(attempt.stripe_pid))

    assert (order.language, translation.get_language()) == ("de", "en")


def test_timeline_is_written_for_staff_whatever_the_shopper_speaks(double):
    attempt = german_checkout(double)

    with translation.override("de"):
        order = place_order(attempt.pk, gateway.retrieve(attempt.stripe_pid))

    assert order.events.first().text == "Order placed, payment received"


def test_order_of_a_lost_checkout_gets_its_language_from_stripe(double):
    attempt = german_checkout(double)
    CheckoutAttempt.objects.filter(pk=attempt.pk).delete()

    reconcile()

    assert Order.objects.get().language == "de"


@pytest.mark.parametrize("named", ["", "xx", "de; DROP", "zh-hans-far-too-long"])
def test_language_that_the_shop_does_not_speak_is_its_own(double, named):
    attempt = german_checkout(double)
    CheckoutAttempt.objects.get(pk=attempt.pk).quotes.all().delete()
    payment = gateway.retrieve(attempt.stripe_pid)
    payment.metadata["language"] = named

    assert place_order(attempt.pk, payment).language == "en"
