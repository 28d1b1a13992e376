"""Accounts, sessions, sweeping, keys and floods around a payment (fault matrix, further rows)."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from catalogue.models import ProductVariant, StockHold, StockRecord
from checkout.attempts import end
from checkout.models import AttemptState, CheckoutAttempt, Order, OrderLineItem, WebhookEvent
from checkout.sweeping import sweep
from conftest import PASSWORD
from profiles.models import User, UserProfile
from tests.scenarios.conftest import abandon

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def log_in(shopper, user):
    answer = shopper.send("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.text[:300]


def test_login_between_page_and_post_keeps_the_order(shopper, tab, ada, the_order):
    shopper.gate(tab)
    shopper.confirm(tab)
    log_in(shopper, ada)

    assert shopper.finish(tab).status_code == 302
    assert shopper.get(the_order().get_absolute_url()).status_code == 200


def test_login_before_gate_gives_the_order_to_the_account(shopper, tab, ada, the_order):
    log_in(shopper, ada)
    tab = shopper.open_checkout()

    shopper.pay(tab, save_info="on")

    assert the_order().user_profile.user == ada
    assert UserProfile.objects.get(user=ada).default_postcode == "10435"


def test_details_are_saved_only_when_ticked(shopper, ada, stripe, the_order):
    log_in(shopper, ada)
    shopper.add("TW-A4")

    shopper.pay(shopper.open_checkout())

    assert the_order().user_profile.user == ada
    assert UserProfile.objects.get(user=ada).default_postcode == ""


def test_logout_after_paying_order_comes_by_webhook(shopper, tab, ada, stripe, the_order):
    log_in(shopper, ada)
    tab = shopper.open_checkout()
    shopper.gate(tab)
    shopper.confirm(tab)
    shopper.send("/accounts/logout/", {})

    assert shopper.finish(tab).status_code == 403
    stripe.control.release()
    assert the_order().user_profile.user == ada


@pytest.mark.parametrize("is_deleted", [True, False])
def test_account_gone_or_renamed_before_webhook(shopper, ada, stripe, the_order, is_deleted):
    log_in(shopper, ada)
    shopper.add("TW-A4")
    tab = shopper.open_checkout()
    shopper.gate(tab)
    shopper.confirm(tab)
    users = User.objects.filter(pk=ada.pk)
    users.delete() if is_deleted else users.update(username="countess")

    assert set(stripe.control.release()) == {200}
    assert the_order().email == "ida@example.org"
    assert (the_order().user_profile is None) == is_deleted


def test_swept_checkout_asks_to_load_again(shopper, tab, stripe):
    shopper.gate(tab)
    abandon()
    sweep()

    refused = shopper.gate(tab)

    assert (refused.status_code, "Nothing was charged" in refused.json()["message"]) == (409, True)
    assert shopper.open_checkout().intent_id != tab.intent_id


def test_payment_that_beats_the_sweeper_makes_the_order(shopper, tab, stripe, the_order):
    shopper.gate(tab)
    shopper.confirm(tab)
    abandon()

    assert sweep().placed == 1
    assert the_order().state == "paid"


def test_sweeper_keeps_holds_while_stripe_is_silent(shopper, tab, stripe):  # I9
    shopper.gate(tab)
    abandon()
    stripe.control.add_fault("payment_intents.cancel", "drop_before", times=None)

    assert sweep().kept == 1
    assert StockHold.objects.get().quantity == 1
    stripe.control.clear_faults()
    abandon()  # asked again only after a while
    assert sweep().expired == 1
    assert StockRecord.objects.get(sku="TW-A4").reserved == 0


def test_sweeper_keeps_a_payment_the_bank_is_at(shopper, tab, stripe):
    shopper.gate(tab)
    shopper.confirm(tab, shopper.bank_account())
    abandon()

    assert sweep().kept == 1
    assert StockHold.objects.count() == 1
    assert sweep().kept == 0  # asked again only after a while


def test_payment_of_other_keys_never_blocks_the_sweeper(shopper, tab, stripe):
    shopper.gate(tab)
    CheckoutAttempt.objects.update(stripe_pid="pi_of_other_keys")
    abandon()

    assert (sweep().kept, sweep().kept) == (1, 0)
    assert StockHold.objects.count() == 1


def test_money_for_a_checkout_given_up_needs_attention(shopper, tab, stripe, the_order):
    shopper.gate(tab)
    shopper.confirm(tab)
    CheckoutAttempt.objects.update(state=AttemptState.EXPIRED)

    stripe.control.release()

    assert (the_order().state, the_order().review_reasons) == ("review", [{"code": "late"}])


@pytest.mark.parametrize("changes", [{"livemode": True}, {"account": "acct_other"}])
def test_event_of_another_mode_or_account_is_ignored(shopper, tab, stripe, changes):
    shopper.gate(tab)
    shopper.confirm(tab)
    stripe.control.emit("payment_intent.succeeded", tab.intent_id, event_changes=changes)
    last = stripe.control.events("payment_intent.succeeded")[-1]["id"]

    assert stripe.control.redeliver(last) == [200]
    assert (Order.objects.count(), WebhookEvent.objects.count()) == (0, 0)


def test_both_secrets_count_while_rotating(shopper, tab, stripe, settings, the_order):
    settings.STRIPE_WH_SECRETS = ["whsec_new", "whsec_test"]
    shopper.gate(tab)
    shopper.confirm(tab)
    event = stripe.control.events("payment_intent.succeeded")[0]["id"]

    assert stripe.control.redeliver(event) == [200]
    assert stripe.control.redeliver(event, secret="whsec_new") == [200]
    assert stripe.control.redeliver(event, secret="whsec_old") == [400]
    assert the_order().state == "paid"


def test_two_endpoints_for_one_address_make_one_order(shopper, tab, stripe, live_server, the_order):
    address = f"{live_server.url}/checkout/wh/"
    other = stripe.add_endpoint(address, "whsec_test", is_another=True)
    shopper.gate(tab)
    shopper.confirm(tab)

    statuses = stripe.control.release()
    stripe.control.emit("payment_intent.succeeded", tab.intent_id)
    statuses += stripe.control.release()

    assert set(statuses) == {200}
    assert the_order().webhook_events.count() >= 2
    assert other


def test_failure_inside_the_writer_leaves_nothing_behind(shopper, tab, stripe, the_order, monkeypatch):
    shopper.gate(tab)
    shopper.confirm(tab)

    def breaks(*args):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("checkout.orders.placing.take_out", breaks)
        assert 503 in stripe.control.release()
    stock = StockRecord.objects.get(sku="TW-A4")
    assert (Order.objects.count(), OrderLineItem.objects.count(), stock.on_hand, stock.reserved) == (
        0,
        0,
        10,
        1,
    )

    shopper.finish(tab)
    assert the_order().state == "paid"


def test_currency_changed_gives_a_new_payment(shopper, tab, stripe, settings):
    shopper.gate(tab)
    settings.STRIPE_CURRENCY = "usd"

    again = shopper.open_checkout()

    assert again.intent_id != tab.intent_id
    assert stripe.control.intent(again.intent_id)["currency"] == "usd"
    assert stripe.control.intent(tab.intent_id)["status"] == "canceled"


def test_wiped_metadata_is_irrelevant_while_our_row_exists(shopper, tab, stripe, the_order):
    shopper.gate(tab)
    shopper.confirm(tab)
    stripe.control.edit(tab.intent_id, {"metadata": {}})

    stripe.control.release()

    assert the_order().state == "paid"
    assert the_order().lines.get().sku == "TW-A4"


def test_flood_at_the_gate_is_refused(shopper, tab, settings):
    settings.SHOP_RATE_LIMITS = True

    with time_machine.travel(time.time() // 600 * 600 + 30):  # well inside one window
        answers = [shopper.gate(tab, postcode="") for _try in range(32)]

    assert [answer.status_code for answer in answers].count(400) == 30
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_many_declined_cards_end_the_payment(shopper, tab, stripe):
    shopper.gate(tab)
    for _card in range(8):
        with pytest.raises(Exception, match="declined"):
            shopper.confirm(tab, "pm_card_chargeDeclined")
    stripe.control.release()

    assert stripe.control.intent(tab.intent_id)["status"] == "canceled"
    assert StockRecord.objects.get(sku="TW-A4").reserved == 0


def test_price_changing_all_the_time_charges_the_current_one(shopper, tab, stripe):
    for price in ("30.00", "35.00", "40.00"):
        ProductVariant.objects.filter(sku="TW-A4").update(price=price)
        tab.amount = shopper.gate(tab).json()["amount"]

    shopper.pay(tab)

    assert stripe.control.intent(tab.intent_id)["amount_received"] == 4400


def test_two_gates_and_an_old_confirmation_order_what_was_charged(shopper, tab, stripe, the_order):
    shopper.gate(tab)
    metadata, amount = stripe.control.intent(tab.intent_id)["metadata"], 2420
    shopper.add("TW-A3")
    newer = shopper.open_checkout()
    shopper.gate(newer)
    stripe.control.edit(tab.intent_id, {"metadata": metadata, "amount": amount})
    shopper.confirm(tab)

    shopper.finish(tab)

    assert [line.sku for line in the_order().lines.all()] == ["TW-A4"]
    assert (the_order().state, str(the_order().grand_total)) == ("paid", "24.20")
    assert StockHold.objects.count() == 0


def test_payment_without_the_gate_needs_attention(shopper, tab, stripe, the_order):
    shopper.confirm(tab)

    shopper.finish(tab)

    assert (the_order().state, the_order().lines.count()) == ("review", 0)
    assert str(the_order().paid_total) == "24.20"


def test_ending_a_paid_checkout_places_it(shopper, tab, the_order):
    shopper.gate(tab)
    shopper.confirm(tab)

    end(CheckoutAttempt.objects.get())

    assert the_order().state == "paid"
    assert the_order().date > timezone.now() - timedelta(minutes=1)
