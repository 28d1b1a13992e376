"""Paid orders arrive although the browser does not: from the webhook, from the reconciler, after a delay."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from checkout import reconcile
from checkout.models import CheckoutAttempt, Order
from tests.browser.checkout.till import wait_for


def test_webhook_places_the_order_of_a_closed_tab(till, stripe):
    pay_and_close(till, stripe)

    wait_for(Order.objects.exists)

    assert Order.objects.get().full_name == "Ida Lindqvist"


def test_reconciler_places_the_order_when_nothing_comes(till, stripe):
    stripe.control.set_delivery("drop")
    pay_and_close(till, stripe)
    assert Order.objects.count() == 0
    CheckoutAttempt.objects.update(updated_at=timezone.now() - timedelta(minutes=1))

    findings = reconcile.reconcile()

    assert findings.placed == [Order.objects.get().order_number]


def test_delayed_payment_waits_and_becomes_an_order(till, stripe, axe_clean):
    till.open("TW-A3")
    till.fill()
    till.choose("SEPA debit")
    till.payment_box.locator("[name=iban]").fill("DE89370400440532013000")
    till.pay()
    expect(till.page.get_by_role("heading", level=1)).to_have_text("Waiting for your bank")
    axe_clean(till.page)
    assert Order.objects.count() == 0

    stripe.control.settle(stripe.control.intents()[0]["id"])

    wait_for(Order.objects.exists)
    till.page.reload()
    expect(till.page.get_by_text("Please do not pay again")).to_have_count(0)


def test_shop_out_of_reach_after_paying_is_asked_again(till, stripe, complaints):
    complaints.expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED")
    stop_orders(till.page)
    till.open("TW-A3")
    till.fill()
    till.fill_card()
    till.pay()
    expect(till.message).to_contain_text("Your payment went through; the confirmation comes by e-mail.")
    expect(till.button).to_have_text("Show my order")

    till.page.unroute("**/checkout/")
    till.button.click()

    till.arrived_order()
    assert Order.objects.count() == 1
    assert len(stripe.control.charges()) == 1


def test_lost_answer_to_a_charge_is_looked_up(till, stripe, complaints):
    complaints.expect("502|ERR_")
    stripe.control.add_fault("payment_intents.confirm", "drop_after", who="publishable")
    till.open("TW-A3")
    till.fill()
    till.fill_card()

    till.pay()

    till.arrived_order()
    assert len(stripe.control.charges()) == 1


def pay_and_close(till, stripe) -> None:
    """Pay, and close the browser before the shop hears of it."""
    till.page.route("**/checkout/", lambda route: None if is_post(route) else route.continue_())
    till.open("TW-A3")
    till.fill()
    till.fill_card()
    till.pay()
    wait_for(lambda: stripe.control.intents()[0]["status"] == "succeeded", page=till.page)
    till.page.close()


def stop_orders(page: Page) -> None:
    """Lose every POST to the checkout on its way."""
    page.route("**/checkout/", lambda route: route.abort() if is_post(route) else route.continue_())


def is_post(route) -> bool:
    return route.request.method == "POST"
