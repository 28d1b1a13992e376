"""The mail about a refund: once for each that arrived, whoever made it, and true when it is sent."""

from email import message_from_bytes, policy
from itertools import permutations

import pytest
from django.core import mail
from django.utils import timezone

from catalogue.tests.factories import make_product
from checkout.mails import send_due_mails
from checkout.models import OutgoingMail, Refund
from checkout.orders.money import refresh_money
from checkout.tests.orders import make_order
from checkout.tests.refunding import ask, make_paid
from checkout.tests.test_mails import parts_of
from checkout.webhooks import process_event

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def order(double):
    """Two small posters at 22.00 and 4.40 delivery: 48.40. Its confirmation has gone out."""
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    order = make_paid(double, {"TW-A4": 2})
    send_due_mails()
    mail.outbox.clear()
    return order


def notices() -> list[str]:
    """The Message-IDs of all that goes out now."""
    send_due_mails()
    return [message.extra_headers["Message-ID"] for message in mail.outbox]


def notice_of(refund: Refund) -> str:
    return f"<refund.{refund.pk}@localhost>"


def read(kind: str) -> str:
    """One part of the one notice, its white space made even."""
    [message] = mail.outbox
    travelled = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    return " ".join(parts_of(travelled)[kind].split())


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_both_parts_say_amount_order_and_what_comes_next(order, kind):
    ask(order, "5.00")
    send_due_mails()

    text = read(kind).replace("<b>", "").replace("</b>", "")

    assert f"We have refunded €5.00 of your order {order.order_number}." in text
    assert "Your bank shows it within 5 to 10 days." in text
    assert "€48.40" in text
    assert "Paid with Visa ending 4242" in text
    assert f"http://testserver/checkout/orders/{order.order_number}/?key=" in text
    assert "sorry" not in text


@pytest.mark.parametrize(
    ("amount", "reason", "said"),
    [
        ("48.40", "unavailable", "cannot supply what you ordered. You get back all that you paid."),
        ("5.00", "unavailable", "We are sorry: we cannot supply all that you ordered."),
        ("48.40", "asked", "That is all that you paid."),
    ],
)
def test_notice_says_why_where_it_is_the_shops_doing(order, amount, reason, said):
    ask(order, amount, reason=reason)
    send_due_mails()

    assert all(said in read(kind) for kind in ("text/plain", "text/html"))


def test_notice_goes_to_the_buyer_and_into_the_timeline(order):
    ask(order, "5.00")
    send_due_mails()

    [message] = mail.outbox
    assert (message.to, message.subject) == ([order.email], f"Refund for your order {order.order_number}")
    assert [event.text for event in order.events.filter(kind="mail")][1:] == ["Refund notice sent"]


def test_each_refund_is_told_once(double, order):
    first, second = ask(order, "5.00"), ask(order, "6.00")
    for _again in range(2):
        refresh_money(order.pk)

    assert sorted(notices()) == sorted([notice_of(first), notice_of(second)])
    assert send_due_mails() == 0


EVENTS = ("charge.refunded", "refund.created", "refund.updated")


@pytest.mark.parametrize("order_of", list(permutations(EVENTS)))
def test_refund_made_at_stripe_is_told_once_in_any_order_of_events(double, order, order_of):
    double.control.refund(order.stripe_pid, 700)
    events = {event["type"]: event for event in double.control.events()}

    for name in (*order_of, *order_of):
        if name in events:
            process_event(events[name])

    assert notices() == [notice_of(Refund.objects.get())]
    assert "€7.00" in read("text/plain")


def test_pending_refund_is_told_when_it_has_arrived(double, order):
    paid = make_paid(double, {"TW-A4": 1}, "pm_card_pendingRefund")
    send_due_mails()
    mail.outbox.clear()
    refund = ask(paid, "5.00")
    assert (refund.state, refund.mails.count(), notices()) == ("pending", 0, [])

    double.control.settle_refund(refund.stripe_refund_id)
    refresh_money(paid.pk)

    assert notices() == [notice_of(refund)]


def test_refund_that_nobody_made_is_not_told(double, order):
    double.control.add_fault("refunds.create", "error", status=402)

    assert ask(order, "5.00").state == "failed"
    assert notices() == []


def test_notice_is_not_sent_once_its_refund_has_failed(double, order):
    refund = ask(order, "5.00")
    double.control.fail_refund(refund.stripe_refund_id)
    refresh_money(order.pk)

    assert notices() == []
    assert OutgoingMail.objects.get(refund=refund).attempts == 0


def test_staff_read_that_the_buyer_was_told_of_a_refund_that_failed(double, order):
    refund = ask(order, "5.00")
    assert len(notices()) == 1

    double.control.fail_refund(refund.stripe_refund_id)
    refresh_money(order.pk)

    told = order.events.get(kind="refund_failed").text
    assert told.endswith("the customer was told of it: write to them")
    assert len(notices()) == 1


def test_refund_that_succeeds_again_is_told_once(order):
    from checkout.payments.refunds import RefundFacts
    from checkout.refunds.records import settle

    refund = ask(order, "5.00")
    assert len(notices()) == 1
    facts = RefundFacts(refund.stripe_refund_id, "failed", 500, "eur")

    settle(refund, facts)
    settle(refund, RefundFacts(refund.stripe_refund_id, "succeeded", 500, "eur"))

    assert (refund.state, len(notices())) == ("succeeded", 1)


def test_notice_without_an_address_is_given_up_and_said(db):
    order = make_order(None, email="")
    refund = Refund.objects.create(
        order=order, amount=1, currency="eur", state="succeeded", stripe_refund_id="re_1"
    )
    OutgoingMail.objects.create(order=order, refund=refund, kind="refund", next_try_at=timezone.now())

    assert send_due_mails() == 0
    assert [event.text for event in order.events.all()] == ["Refund notice not sent: no e-mail address"]
