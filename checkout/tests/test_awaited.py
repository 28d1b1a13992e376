"""An awaited payment, its records, mails and the account's list, without Stripe."""

import pytest
from django.core import mail
from django.utils import translation

from catalogue.stock import held_by
from catalogue.tests.factories import make_product
from checkout.attempts import close
from checkout.awaited.recording import NotPending, await_payment
from checkout.mails import send_due_mails
from checkout.models import AttemptState, AwaitedPayment, BagLine, Order, OutgoingMail
from checkout.orders.placing import place_order
from checkout.tests.paying import make_attempt, make_awaited, payment_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def product(db):
    return make_product("Tailwind", [("TW-A4", "A4", "22.00", 10), ("TW-A3", "A3", "39.00", 5)])


def test_what_was_added_later_stays_in_the_bag():
    attempt = make_attempt({"TW-A4": 2})
    BagLine.objects.update(quantity=5)
    BagLine.objects.create(bag=attempt.bag, sku="TW-A3", quantity=1, seen_price="39.00", seen_name="Tailwind")

    await_payment(attempt.pk, payment_of(attempt, status="processing"))

    assert dict(BagLine.objects.values_list("sku", "quantity")) == {"TW-A4": 3, "TW-A3": 1}
    assert held_by(attempt.pk) == {"TW-A4": 2}


def test_told_twice_it_is_written_once():
    attempt = make_attempt({"TW-A4": 2})
    payment = payment_of(attempt, status="processing")

    first, second = (await_payment(attempt.pk, payment) for _turn in range(2))

    assert first == second == AwaitedPayment.objects.get()
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("status", ["succeeded", "requires_payment_method", "canceled", ""])
def test_only_what_stripe_says_is_on_its_way_is_awaited(status):
    attempt = make_attempt({"TW-A4": 2})

    with pytest.raises(NotPending):
        await_payment(attempt.pk, payment_of(attempt, status=status))

    assert (AwaitedPayment.objects.count(), BagLine.objects.count()) == (0, 1)


def test_checkout_that_never_passed_the_gate_lets_go_of_the_bag_alone():
    attempt = make_attempt({"TW-A4": 2})
    payment = payment_of(attempt, status="processing")
    attempt.quotes.all().delete()

    assert await_payment(attempt.pk, payment) is None

    attempt.refresh_from_db()
    assert (attempt.state, attempt.bag, BagLine.objects.count()) == (AttemptState.AWAITING, None, 1)


def test_ended_checkout_is_not_awaited_again():
    attempt = make_attempt({"TW-A4": 2})
    close(attempt.pk)

    assert await_payment(attempt.pk, payment_of(attempt, status="processing")) is None

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.EXPIRED


def test_order_of_an_awaited_payment_needs_no_attention():
    attempt = make_awaited(pieces={"TW-A4": 2}).attempt

    order = place_order(attempt.pk, payment_of(attempt))

    assert (order.state, Order.objects.count(), held_by(attempt.pk)) == ("paid", 1, {})


def test_money_that_came_before_the_mail_left_takes_the_mail_back():
    attempt = make_awaited().attempt
    place_order(attempt.pk, payment_of(attempt))

    send_due_mails()

    assert [sent.subject.split()[0] for sent in mail.outbox] == ["Your"]
    assert OutgoingMail.objects.filter(sent_at=None).get().kind == "awaited"


def test_mails_speak_the_language_of_the_checkout():
    with translation.override("de"):
        make_awaited(has_failed=True)

    send_due_mails()

    (sent,) = mail.outbox
    html = sent.alternatives[0].content
    assert sent.subject.startswith("Ihre Bank hat nicht gezahlt: MO-P-")
    assert "Stücke zurücklegen" in sent.body
    assert "Stücke zurücklegen" in html
    assert "/checkout/awaited/MO-P-" in html


def test_account_lists_what_it_waits_for_and_nobody_elses(ada, ada_client, ben_client):
    waiting, failed = make_awaited(ada), make_awaited(ada, has_failed=True)

    own, others = (client.get("/profile/").content.decode() for client in (ada_client, ben_client))

    for found in (waiting, failed):
        assert found.reference in own
        assert found.reference not in others
    assert "Waiting for your bank" in own
    assert "Your bank did not pay" in own


def test_account_opens_its_own_page_and_nobody_elses(ada, ada_client, ben_client):
    address = make_awaited(ada).get_absolute_url()

    assert [client.get(address).status_code for client in (ada_client, ben_client)] == [200, 404]
    assert ben_client.post(f"{address}again/").status_code == 404
    assert ada_client.get(f"{address}again/").status_code == 405
