"""A bank that takes days: whoever brings the news, the pieces leave the bag once; each turn is told once."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from catalogue.models import StockHold, StockRecord
from checkout.audit.running import audit
from checkout.mails import MOST_TRIES, send_due_mails
from checkout.models import AwaitedPayment, BagLine, CheckoutAttempt, Order, OutgoingMail
from checkout.reconcile import reconcile
from checkout.sweeping import sweep
from tests.race import run_together
from tests.scenarios.conftest import abandon

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


@pytest.fixture
def debit(shopper, tab):
    """The tab's payment, confirmed with a bank account; nobody has told the shop yet."""
    assert shopper.gate(tab).status_code == 200
    shopper.confirm(tab, shopper.bank_account())
    CheckoutAttempt.objects.update(updated_at=timezone.now() - timedelta(minutes=1))
    return tab


def kinds() -> list[str]:
    """The mails that went out or will."""
    return sorted(OutgoingMail.objects.filter(attempts__lt=MOST_TRIES).values_list("kind", flat=True))


def breaches() -> list[str]:
    return [f"{result.name}: {result.offenders}{result.error}" for result in audit() if not result.is_clean]


def bag() -> dict[str, int]:
    return dict(BagLine.objects.values_list("sku", "quantity"))


def by_browser(shopper, debit, stripe):
    assert shopper.finish(debit).status_code == 202


def by_webhook(shopper, debit, stripe):
    assert stripe.control.release() == [200] * len(stripe.control.events())


def by_reconciler(shopper, debit, stripe):
    assert reconcile().problems == []


def by_sweeper(shopper, debit, stripe):
    abandon()
    assert sweep().kept == 1


def by_next_page(shopper, debit, stripe):
    assert "/checkout/awaited/" in shopper.get("/checkout/").url


BRINGERS = [by_browser, by_webhook, by_reconciler, by_sweeper, by_next_page]


@pytest.mark.parametrize("bring", BRINGERS)
def test_pieces_leave_the_bag_and_stay_held_whoever_brings_the_news(shopper, debit, stripe, bring):
    shopper.add("TW-A4")
    shopper.add("TW-A3")

    bring(shopper, debit, stripe)
    assert AwaitedPayment.objects.count() == 1
    by_browser(shopper, debit, stripe)

    awaited = AwaitedPayment.objects.get()
    assert (awaited.attempt.state, bag()) == ("awaiting", {"TW-A4": 1, "TW-A3": 1})
    assert StockHold.objects.get().quantity == 1
    assert (kinds(), Order.objects.count(), breaches()) == (["awaited"], 0, [])


def test_anything_else_is_bought_at_once_with_a_hold_of_its_own(shopper, debit):
    shopper.finish(debit)
    shopper.add("TW-A3")

    answer = shopper.pay(shopper.open_checkout())

    assert answer.headers["Location"].startswith("/checkout/success/")
    assert Order.objects.get().lines.get().sku == "TW-A3"
    assert StockRecord.objects.get(sku="TW-A4").reserved == 1
    assert breaches() == []


def test_order_is_made_as_ever_once_the_money_comes(shopper, debit, stripe, the_order):
    answer = shopper.finish(debit)
    shopper.add("TW-A4", 2)
    stripe.control.settle(debit.intent_id, "succeed")

    stripe.control.release()

    assert (the_order().state, bag(), kinds()) == ("paid", {"TW-A4": 2}, ["confirmation"])
    page = shopper.get(answer.headers["Content-Location"])
    assert page.url.endswith(f"/checkout/orders/{the_order().order_number}/")
    assert breaches() == []


@pytest.mark.parametrize("how", ["webhook", "reconciler", "canceled at Stripe"])
def test_bank_that_says_no_frees_the_pieces_and_is_told_once(shopper, debit, stripe, how):
    shopper.finish(debit)
    send_due_mails()
    stripe.control.settle(debit.intent_id, "fail")
    if how == "canceled at Stripe":
        stripe.control.cancel(debit.intent_id)

    reconcile() if how == "reconciler" else stripe.control.release()
    reconcile()

    assert StockRecord.objects.get(sku="TW-A4").reserved == 0
    assert stripe.control.intent(debit.intent_id)["status"] == "canceled"
    assert (kinds(), Order.objects.count(), breaches()) == (["awaited", "awaited_failed"], 0, [])


def test_pieces_come_back_by_the_button_as_far_as_they_are_there(shopper, debit, stripe):
    address = shopper.finish(debit).headers["Content-Location"]
    assert shopper.send(f"{address}again/", {}).headers["Location"] == address
    assert bag() == {}
    stripe.control.settle(debit.intent_id, "fail")
    stripe.control.release()
    assert "Put them back into my bag" in shopper.get(address).text

    for _twice in range(2):
        assert shopper.send(f"{address}again/", {}).headers["Location"] == "/bag/"

    assert bag() == {"TW-A4": 1}
    assert "The pieces are in your bag again." in shopper.get("/bag/").text


def test_piece_that_is_gone_is_named_instead_of_given_back(shopper, debit, stripe):
    address = shopper.finish(debit).headers["Content-Location"]
    stripe.control.settle(debit.intent_id, "fail")
    stripe.control.release()
    StockRecord.objects.filter(sku="TW-A4").update(on_hand=0)

    shopper.send(f"{address}again/", {})

    assert bag() == {}
    assert "Tailwind cannot be had any more." in shopper.get("/bag/").text


def test_page_is_private_and_never_stored(shopper, new_shopper, debit):
    address = shopper.finish(debit).headers["Content-Location"]

    own, others = shopper.get(address), new_shopper().get(address)

    assert (own.status_code, others.status_code) == (200, 404)
    assert "no-store" in own.headers["Cache-Control"]
    assert AwaitedPayment.objects.get().reference in own.text
    assert "€24.20" in own.text
    assert new_shopper().send(f"{address}again/", {}).status_code == 404


def test_links_in_the_mails_open_the_page_for_a_guest(shopper, new_shopper, debit, stripe, settings):
    settings.SITE_URL = shopper.url
    shopper.finish(debit)
    send_due_mails()
    stripe.control.settle(debit.intent_id, "fail")
    stripe.control.release()
    send_due_mails()

    awaited, failed = mail.outbox
    reference = AwaitedPayment.objects.get().reference
    assert [sent.to for sent in mail.outbox] == [["ida@example.org"]] * 2
    assert awaited.subject == f"We are waiting for your bank: {reference}"
    assert "Your bank has been asked to pay €24.20" in awaited.body
    assert failed.subject == f"Your bank did not pay: {reference}"
    guest = new_shopper()
    (link,) = re.findall(rf"{shopper.url}(/checkout/awaited/\S+)", failed.body)
    page = guest.get(link)
    key = re.search(r'name="key" value="([^"]+)"', page.text)[1]
    back = guest.send(link.partition("?")[0] + "again/", {"key": key})
    assert back.headers["Location"] == "/bag/"
    assert bag() == {"TW-A4": 1}


def test_browser_beside_webhook_and_reconciler_tell_once(shopper, debit, stripe):
    (event,) = [each["id"] for each in stripe.control.events("payment_intent.processing", debit.intent_id)]
    deeds = [
        lambda: shopper.finish(debit).status_code,
        lambda: stripe.control.redeliver(event)[0],
        lambda: reconcile().problems,
    ]

    answers = run_together(6, lambda turn: deeds[turn % 3]())

    assert {answer for answer in answers if isinstance(answer, int)} <= {200, 202, 503}
    assert (kinds(), bag(), breaches()) == (["awaited"], {}, [])
    assert StockRecord.objects.get(sku="TW-A4").reserved == 1


def test_old_news_of_processing_changes_nothing(shopper, debit, stripe):
    stripe.control.settle(debit.intent_id, "fail")
    (event,) = [each["id"] for each in stripe.control.events("payment_intent.processing", debit.intent_id)]

    assert stripe.control.redeliver(event) == [200]

    assert (bag(), kinds(), AwaitedPayment.objects.count()) == ({"TW-A4": 1}, [], 0)


def test_pay_pressed_again_leads_to_what_is_awaited(shopper, debit):
    answer = shopper.gate(debit)

    assert answer.status_code == 409
    assert answer.json()["redirect"] == AwaitedPayment.objects.get().get_absolute_url()
    assert shopper.gate(debit).json()["redirect"] == answer.json()["redirect"]


def test_what_was_put_in_instead_is_bought_beside_it(shopper, debit):
    BagLine.objects.all().delete()
    shopper.add("TW-A3")

    assert "/checkout/awaited/" in shopper.get("/checkout/").url

    assert shopper.open_checkout().amount == 4290
    assert bag() == {"TW-A3": 1}
