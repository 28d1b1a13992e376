"""What no browser and no webhook brought: found at Stripe, once, without one problem stopping the rest."""

import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalogue.models import StockHold
from catalogue.tests.factories import make_product
from checkout import gateway
from checkout.attempts import payable
from checkout.bag.contents import bag_contents
from checkout.gate import pass_gate
from checkout.models import CheckoutAttempt, Order, WebhookEvent
from checkout.orders import placing
from checkout.reconcile import reconcile
from checkout.tests.paying import DETAILS, make_bag

pytestmark = pytest.mark.django_db

LIST, READ, EVENTS = "payment_intents.list", "payment_intents.retrieve", "events.list"


@pytest.fixture(autouse=True)
def product(double):
    return make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])


def through_gate() -> CheckoutAttempt:
    """A checkout that has passed the gate two minutes ago."""
    bag = make_bag({"TW-A4": 1})
    attempt, _payment = payable(bag, None, bag_contents(bag).quote)
    pass_gate(attempt, DETAILS, save_info=False, amount_shown=2420, client_secret="")
    CheckoutAttempt.objects.filter(pk=attempt.pk).update(updated_at=timezone.now() - timedelta(minutes=2))
    return attempt


def paid(double) -> CheckoutAttempt:
    attempt = through_gate()
    double.control.pay(attempt.stripe_pid)
    return attempt


def test_paid_checkouts_are_placed_once(double):
    attempts = [paid(double) for _number in range(3)]

    findings = reconcile()

    assert sorted(findings.placed) == sorted(Order.objects.values_list("order_number", flat=True))
    assert {order.attempt for order in Order.objects.all()} == set(attempts)
    assert (reconcile().placed, Order.objects.count()) == ([], 3)


def test_unpaid_checkout_is_left_as_it_is(double):
    attempt = through_gate()

    findings = reconcile()

    attempt.refresh_from_db()
    assert (attempt.state, findings.placed, findings.problems) == ("open", [], [])
    assert StockHold.objects.count() == 1


def test_canceled_payment_gives_its_pieces_back(double):
    attempt = through_gate()
    gateway.cancel(attempt.stripe_pid)

    reconcile()

    attempt.refresh_from_db()
    assert (attempt.state, StockHold.objects.count()) == ("expired", 0)


def test_payment_stripe_does_not_know_is_named_and_stops_no_other(double):
    stranger = through_gate()
    CheckoutAttempt.objects.filter(pk=stranger.pk).update(
        stripe_pid="pi_of_another_account", created_at=timezone.now() - timedelta(hours=1)
    )
    paid(double)
    double.control.add_fault(LIST, "error", times=None)

    findings = reconcile()

    assert len(findings.placed) == Order.objects.count() == 1
    assert findings.problems == [
        "pi_of_another_account: resource_missing",
        "recent payments: StripeUnavailable",
    ]


def test_one_odd_payment_stops_no_other(double, monkeypatch):
    first, second = paid(double), paid(double)
    insert = placing._insert_order

    def breaks(attempt, *args):
        if attempt.pk == first.pk:
            raise ValueError("odd")
        return insert(attempt, *args)

    monkeypatch.setattr(placing, "_insert_order", breaks)

    findings = reconcile()

    assert Order.objects.get().attempt == second
    assert f"{first.stripe_pid}: unexpected error, see the log" in findings.problems
    assert StockHold.objects.get().holder == first.pk


def test_payment_whose_metadata_was_wiped_is_found_by_our_own_row(double):
    attempt = paid(double)
    double.control.edit(attempt.stripe_pid, {"metadata": {}})

    reconcile()

    assert Order.objects.get().attempt == attempt


def test_payment_whose_row_is_gone_is_rebuilt(double):
    attempt = paid(double)
    CheckoutAttempt.objects.filter(pk=attempt.pk).delete()

    reconcile()

    order = Order.objects.get()
    assert (order.state, order.stripe_pid, order.lines.get().sku) == ("review", attempt.stripe_pid, "TW-A4")


def test_payment_of_another_integration_makes_nothing(double):
    import stripe

    client = stripe.StripeClient("sk_test_double", base_addresses={"api": double.base_url})
    foreign = client.v1.payment_intents.create({"amount": 900, "currency": "eur"})
    double.control.pay(foreign.id)

    findings = reconcile()

    assert (findings.placed, findings.problems, CheckoutAttempt.objects.count()) == ([], [], 0)


def test_undelivered_events_are_handled_once(double):
    double.add_endpoint("http://127.0.0.1:9/checkout/wh/", "whsec_test")
    double.control.set_delivery("drop")
    attempt = paid(double)
    reconcile()
    double.control.refund(attempt.stripe_pid, 500)

    handled = reconcile().events

    order = Order.objects.get()
    assert (order.state, str(order.refunded_total)) == ("part_refunded", "5.00")
    assert handled >= 2
    assert reconcile().events == 0
    assert set(WebhookEvent.objects.values_list("deliveries", flat=True)) == {1}


def test_event_that_failed_is_tried_again(double):
    double.add_endpoint("http://127.0.0.1:9/checkout/wh/", "whsec_test")
    double.control.set_delivery("drop")
    attempt = paid(double)
    reconcile()
    double.control.refund(attempt.stripe_pid)
    WebhookEvent.objects.update(outcome="failed")

    reconcile()

    assert set(WebhookEvent.objects.values_list("outcome", flat=True)) == {"done"}
    assert Order.objects.get().state == "refunded"


@pytest.mark.parametrize(
    ("route", "problem"),
    [(EVENTS, "undelivered events"), (LIST, "recent payments"), (READ, "open checkouts")],
)
def test_stripe_being_down_is_a_problem_not_an_end(double, route, problem):
    through_gate()
    double.control.add_fault(route, "error", times=None)

    assert reconcile().problems == [f"{problem}: StripeUnavailable"]


def test_young_checkouts_are_left_to_browser_and_webhook(double):
    attempt = through_gate()
    CheckoutAttempt.objects.update(updated_at=timezone.now())
    double.control.clear_requests()

    reconcile()

    assert double.control.requests(READ) == []
    assert attempt.stripe_pid


def test_only_the_last_hours_are_listed(double):
    reconcile(hours=2)

    [asked] = double.control.requests(LIST)
    assert abs(int(asked["params"]["created"]["gte"]) - (time.time() - 7200)) < 5


def test_command_prints_what_it_placed(double):
    paid(double)
    out = StringIO()

    call_command("reconcile_payments", "--once", stdout=out, no_color=True)

    assert f"placed missing order {Order.objects.get().order_number}" in out.getvalue()
    call_command("reconcile_payments", stdout=out, no_color=True)
    assert "no order was missing" in out.getvalue()


def test_command_fails_naming_the_problems(double):
    double.control.add_fault(EVENTS, "error", times=None)
    out = StringIO()

    with pytest.raises(CommandError, match="undelivered events: StripeUnavailable"):
        call_command("reconcile_payments", stdout=out)

    assert "asked about 0 payments" in out.getvalue()
