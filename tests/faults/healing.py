"""What the world does after a fault: Stripe delivers again, time passes, the worker runs."""

import time
from datetime import timedelta
from random import Random

from django.utils import timezone

from checkout.models import AttemptState, CheckoutAttempt, Order, OrderState, OutgoingMail, Refund
from tests.faults.history import History
from tests.faults.shop import RunningShop

WORKER = ("shop_worker", "--once")
TRIES = 5


def let_time_pass() -> None:
    """Age all that waits: checkouts are abandoned, mails and refunds are due again, staff decide nothing."""
    now = timezone.now()
    CheckoutAttempt.objects.filter(state=AttemptState.OPEN).update(
        updated_at=now - timedelta(minutes=5), expires_at=now - timedelta(seconds=1)
    )
    CheckoutAttempt.objects.filter(state=AttemptState.AWAITING).update(expires_at=now - timedelta(seconds=1))
    Order.objects.filter(state=OrderState.REVIEW).update(date=now - timedelta(hours=25))
    OutgoingMail.objects.filter(sent_at=None).update(next_try_at=now)
    Refund.objects.update(updated_at=now - timedelta(minutes=5))


def deliver_all(shop: RunningShop, dice: Random, history: History) -> None:
    """Every event that the shop has not taken yet comes again, in some order, until it is taken."""
    for _try in range(TRIES):
        waiting = [
            event["id"]
            for event in shop.stripe.events()
            if not any(delivery["status"] == "delivered" for delivery in shop.stripe.deliveries(event["id"]))
        ]
        dice.shuffle(waiting)
        if not waiting:
            return
        for event in waiting:
            _deliver(shop, event, history)


def _deliver(shop: RunningShop, event: str, history: History) -> None:
    for delivery in shop.stripe.deliveries(event):
        status = shop.double._courier.deliver(delivery["id"])
        history.note("stripe", f"deliver {event}", str(status))


def come_to_rest(shop: RunningShop, dice: Random, history: History) -> None:
    """No more faults: events arrive or are lost, time passes, the worker runs until nothing is open."""
    shop.stripe.clear_faults()
    if dice.random() < 0.5:
        deliver_all(shop, dice, history)
    for _run in range(2):
        let_time_pass()
        status = shop.run(*WORKER)
        history.note("worker", "once", "ok" if status == 0 else f"fail {status}")
        if status:
            time.sleep(0.2)
