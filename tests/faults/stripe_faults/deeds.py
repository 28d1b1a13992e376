"""What leads the worker, Stripe's events and staff to a call of Stripe, and how they make it."""

from collections.abc import Callable
from io import StringIO
from uuid import uuid4

from django.core.management import CommandError, call_command

from checkout.gate import pass_gate
from checkout.gateway import StripeRefused, StripeUnavailable
from checkout.models import CheckoutAttempt, Refund
from checkout.reconcile import reconcile
from checkout.refunds.services import resolve_refunds
from checkout.refunds.unsupplied import refund_unsupplied
from checkout.setup_checks import Level, findings
from checkout.sweeping import sweep
from checkout.tests.paying import DETAILS
from checkout.tests.refunding import ask, make_unsupplied
from checkout.webhook_handler import MAX_FAILURES
from tests.faults.healing import let_time_pass
from tests.faults.stripe_faults.visit import SKU, Visit, age_checkouts

FAILED = "payment_intent.payment_failed"
POLITE, FAILS = 200, 503


def gate_without_payment(visit: Visit) -> int:
    """As after a crash between making a payment and writing its id down."""
    assert visit.page
    CheckoutAttempt.objects.update(stripe_pid=None)
    attempt = CheckoutAttempt.objects.get()
    try:
        pass_gate(attempt, DETAILS, save_info=False, amount_shown=visit.page.amount, client_secret="")
    except (StripeUnavailable, StripeRefused):
        return FAILS
    return POLITE


# Stripe's events


def eighth_card(visit: Visit) -> None:
    """So many cards were declined that the next one ends the checkout."""
    visit.come_to_gate()
    CheckoutAttempt.objects.update(failures=MAX_FAILURES - 1)
    visit.confirm("pm_card_chargeDeclined")


def eighth_card_refused(visit: Visit) -> None:
    eighth_card(visit)
    visit.stripe.add_fault("payment_intents.cancel", "error", status=400)


def _refunded(visit: Visit) -> None:
    visit.come_to_order()
    visit.stripe.refund(visit.payment, 500)


def _refund_on_its_way(visit: Visit) -> str:
    visit.come_to_order("pm_card_pendingRefund")
    made: str = visit.stripe.refund(visit.payment, 500)["id"]
    visit.stripe.release()
    return made


def _refund_arrives(visit: Visit) -> None:
    visit.stripe.settle_refund(_refund_on_its_way(visit))


def _refund_fails(visit: Visit) -> None:
    visit.stripe.fail_refund(_refund_on_its_way(visit))


def _disputed(visit: Visit) -> None:
    visit.come_to_order()
    visit.stripe.open_dispute(visit.payment)


def _dispute_won(visit: Visit) -> None:
    _disputed(visit)
    visit.stripe.release()
    visit.stripe.close_dispute(visit.stripe.disputes()[0]["id"], "won")


MONEY: dict[str, Callable[[Visit], None]] = {
    "charge.refunded": _refunded,
    "refund.created": _refunded,
    "refund.updated": _refund_arrives,
    "refund.failed": _refund_fails,
    "charge.dispute.created": _disputed,
    "charge.dispute.closed": _dispute_won,
}

# The worker


def paid_and_left(visit: Visit) -> None:
    """Paid, and neither browser nor event has come back."""
    visit.come_to_payment()
    age_checkouts(are_over=False)


def two_left(visit: Visit) -> None:
    Visit(visit.shop).come_to_payment()
    paid_and_left(visit)


def abandoned(visit: Visit) -> None:
    visit.come_to_gate()
    age_checkouts(are_over=True)


def paid_and_abandoned(visit: Visit) -> None:
    visit.come_to_payment()
    age_checkouts(are_over=True)


def lost_refund(visit: Visit) -> None:
    """A refund that never reached Stripe, and nobody knows."""
    visit.come_to_order()
    visit.stripe.add_fault("refunds.create", "drop_before")
    ask(visit.order, "5.00")
    let_time_pass()


def unsupplied(visit: Visit) -> None:
    make_unsupplied(visit.shop.double, SKU)


def reconcile_now(visit: Visit) -> int:
    return FAILS if reconcile().problems else POLITE


def resolve_now(visit: Visit) -> int:
    resolve_refunds()
    return POLITE


def sweep_now(visit: Visit) -> int:
    sweep()
    return POLITE


def refund_now(visit: Visit) -> int:
    refund_unsupplied()
    return POLITE


# Staff and those who set the shop up


def press_refund(visit: Visit) -> int:
    """Everything that is left, confirmed. Answers 0 when one click has made another number of refunds."""
    order = visit.order
    fields = {"token": str(uuid4()), "what": "all", "reason": "asked", "confirmed": "true"}
    address = f"/admin/orders/refund/{order.pk}/"
    answer = visit.shop.staff.post(address, {**fields, "expected": str(order.paid_total)})
    return answer.status_code if Refund.objects.filter(order=order).count() == 1 else 0


def no_endpoint(visit: Visit) -> None:
    visit.add()
    for endpoint in visit.stripe.endpoints():
        visit.stripe._store.remove("webhook_endpoints", endpoint["id"])


def check_now(visit: Visit) -> int:
    return FAILS if any(found.level == Level.ERROR for found in findings()) else POLITE


def set_up_now(visit: Visit) -> int:
    try:
        call_command("setup_stripe", stdout=StringIO())
    except CommandError:
        return FAILS
    return POLITE
