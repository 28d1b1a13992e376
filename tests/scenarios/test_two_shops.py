"""Two shops on one Stripe account: each hears of the other's payments and takes none of them for its own."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from catalogue.models import StockHold, StockRecord
from checkout import identity
from checkout.attempts import end
from checkout.gateway import EVENT_TYPES
from checkout.models import CheckoutAttempt, Order, OutgoingMail, ShopIdentity, WebhookEvent
from checkout.orders.placing import NotThisPayment, place_order
from checkout.reconcile import reconcile
from checkout.tests.paying import payment_of
from tests.scenarios.conftest import abandon

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


@pytest.fixture
def theirs(shopper, tab, stripe, settings):
    """A paid checkout of another shop on this account, of which this shop has no row."""
    settings.SHOP_IDS = ["another-shop"]
    shopper.gate(tab)
    shopper.confirm(tab)
    settings.SHOP_IDS = []
    CheckoutAttempt.objects.all().delete()
    StockHold.objects.all().delete()
    StockRecord.objects.update(reserved=0)
    return tab


def nothing_was_taken():
    """Whether neither order, mail, stock nor a row for each event came of it."""
    pieces = StockRecord.objects.get(sku="TW-A4").on_hand
    rows = Order.objects.count(), OutgoingMail.objects.count(), CheckoutAttempt.objects.count()
    told = WebhookEvent.objects.filter(type__in=EVENT_TYPES).count()
    return (rows, pieces, told) == ((0, 0, 0), 10, 0)


def counted() -> int:
    return ShopIdentity.objects.get().foreign_events


def test_payment_of_another_shop_is_counted_and_nothing_else(theirs, stripe):
    assert set(stripe.control.release()) == {200}

    assert nothing_was_taken()
    assert counted() == len(stripe.control.events()) - WebhookEvent.objects.count() > 1
    assert ShopIdentity.objects.get().foreign_shop == "another-shop"


def test_reconciler_leaves_payments_of_another_shop_alone(theirs):
    findings = reconcile()

    assert (findings.foreign, findings.placed, findings.problems) == (1, [], [])
    assert nothing_was_taken()


def test_refund_and_dispute_of_another_shop_are_not_ours(theirs, stripe):
    stripe.control.refund(theirs.intent_id, 500)
    stripe.control.open_dispute(theirs.intent_id)

    assert set(stripe.control.release()) == {200}

    assert nothing_was_taken()
    assert counted() == len(stripe.control.deliveries()) - WebhookEvent.objects.count()


def test_declined_cards_of_another_shop_raise_no_alarm_here(theirs, stripe):
    stripe.control.emit("payment_intent.payment_failed", theirs.intent_id)
    stripe.control.emit("payment_intent.canceled", theirs.intent_id)

    assert set(stripe.control.release()) == {200}
    assert nothing_was_taken()


def test_each_shop_on_the_account_gets_its_own_order(shopper, theirs, stripe, new_shopper, the_order):
    ours = new_shopper()
    ours.add("TW-A4")
    tab = ours.open_checkout()
    ours.gate(tab)
    ours.confirm(tab)

    stripe.control.release()
    reconcile()

    assert the_order().stripe_pid == tab.intent_id
    assert stripe.control.intent(tab.intent_id)["metadata"]["shop"] == identity.shop_id()


@pytest.fixture
def copied(shopper, tab, stripe, settings):
    """A copy of a shop's database that was given a name of its own, with an open checkout of the original."""
    shopper.gate(tab)
    settings.SHOP_IDS = ["staging"]
    return tab


def test_copy_of_a_shop_makes_no_order_of_the_original(copied, shopper, stripe):
    shopper.confirm(copied)

    assert set(stripe.control.release()) == {200}
    reconcile()

    assert (Order.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_copy_of_a_shop_never_cancels_a_payment_of_the_original(copied, stripe):
    abandon()

    assert end(CheckoutAttempt.objects.get()) is None

    assert stripe.control.intent(copied.intent_id)["status"] == "requires_payment_method"
    assert CheckoutAttempt.objects.get().state == "open"


def test_no_caller_can_place_an_order_for_another_shop(copied):
    attempt = CheckoutAttempt.objects.get()
    foreign = payment_of(attempt, metadata={"shop": "original", "attempt": str(attempt.pk), "quote": "1"})

    with pytest.raises(NotThisPayment):
        place_order(attempt.pk, foreign)

    assert Order.objects.count() == 0


def test_former_name_of_the_shop_still_counts_as_its_own(shopper, tab, stripe, settings, the_order):
    shopper.gate(tab)
    shopper.confirm(tab)
    settings.SHOP_IDS = ["new-name", identity.shop_id()]
    CheckoutAttempt.objects.all().delete()

    stripe.control.release()

    assert the_order().review_reasons == [{"code": "rebuilt"}]


# Payments of the release before, which name no shop.


@pytest.fixture
def unnamed(shopper, tab, stripe):
    """A payment that is paid and names no shop."""
    shopper.gate(tab)
    metadata = {**stripe.control.intent(tab.intent_id)["metadata"]}
    del metadata["shop"]
    stripe.control.edit(tab.intent_id, {"metadata": metadata})
    shopper.confirm(tab)
    return tab


def introduced(seconds_ago: float) -> None:
    """Shops are named since so long."""
    moment = timezone.now() - timedelta(seconds=seconds_ago)
    ShopIdentity.objects.update(made_at=moment)
    identity._known.clear()


@pytest.fixture(autouse=True)
def _forget_the_row():
    yield
    identity._known.clear()


def test_payment_of_the_release_before_has_its_order(unnamed, stripe, the_order):
    introduced(seconds_ago=3600)

    stripe.control.release()

    assert (the_order().state, the_order().stripe_pid) == ("paid", unnamed.intent_id)


def test_lost_checkout_of_the_release_before_is_rebuilt(unnamed, stripe, the_order):
    CheckoutAttempt.objects.all().delete()
    introduced(seconds_ago=-60)

    stripe.control.release()

    assert the_order().review_reasons == [{"code": "rebuilt"}]


def test_unnamed_payment_from_after_shops_were_named_is_not_ours(unnamed, stripe):
    CheckoutAttempt.objects.all().delete()
    introduced(seconds_ago=60)

    assert set(stripe.control.release()) == {200}
    reconcile()

    assert (Order.objects.count(), OutgoingMail.objects.count()) == (0, 0)


@pytest.mark.parametrize("lacks", ["quote", "bag", "pieces that were counted here"])
def test_unnamed_old_payment_that_does_not_look_like_ours_is_not(unnamed, stripe, lacks):
    metadata = stripe.control.intent(unnamed.intent_id)["metadata"]
    changed = {**metadata, "bag": '[["ELSE",1,"22.00"]]'} if " " in lacks else {**metadata, lacks: ""}
    stripe.control.edit(unnamed.intent_id, {"metadata": changed})
    CheckoutAttempt.objects.all().delete()
    introduced(seconds_ago=-60)

    assert set(stripe.control.release()) == {200}
    assert Order.objects.count() == 0


def test_payment_begun_by_the_release_before_is_begun_anew(shopper, stripe, settings):
    """Its first answer was lost: the same key with another name in it would be refused for a day."""
    stripe.control.add_fault("payment_intents.create", "drop_after", times=2)
    shopper.add("TW-A4")
    settings.SHOP_IDS = ["of-before"]
    assert shopper.get("/checkout/").status_code == 503
    settings.SHOP_IDS = []
    stripe.control.clear_faults()

    assert shopper.pay(shopper.open_checkout()).status_code == 302


def test_command_tells_of_other_shops(theirs, stripe):
    stripe.control.release()
    said = StringIO()

    with pytest.raises(Exception, match="to be set right"):  # the webhook's address is the test server's
        call_command("check_stripe", stdout=said, no_color=True)

    assert f"payments name it {identity.shop_id()}" in said.getvalue()
    assert f"SHOP_ID={identity.shop_id()},another-shop" in said.getvalue()
