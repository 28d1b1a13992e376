"""Each event twenty times in any order, a tenth of them late, some never: one order a payment (I1, I14)."""

import time
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

from django.conf import settings

from checkout import gateway
from checkout.models import CheckoutAttempt, Order, WebhookEvent
from checkout.tests.paying import make_attempt
from stripe_double.errors import ApiError
from tests.faults.deliveries import Deliveries
from tests.faults.healing import WORKER, let_time_pass
from tests.faults.history import History, contradictions
from tests.faults.place import Place
from tests.faults.result import Result
from tests.faults.shop import PIECES, RunningShop

COPIES = 20
LATE, NEVER = 0.10, 0.05
HOUR_S = 3600
DECLINED = "payment_intent.payment_failed"
CANCELED = "canceled"
# What becomes of a payment, and how often in a hundred.
FATES = {
    "paid": 70,
    "refunded": 5,
    "refunded in part": 8,
    "refund failed": 4,
    "disputed": 4,
    "dispute won": 3,
    "declined first": 4,
    CANCELED: 2,
}


def deliver_chaos(place: Place, result: Result, count: int) -> None:
    """The events of `count` / 20 payments, each about twenty times; then the worker heals what never came."""
    dice = Random(result.seed)
    with RunningShop(place) as shop:
        settings.STRIPE_API_BASE = shop.double.base_url
        shop.stripe.set_delivery("drop")
        payments = [make_payment(shop, dice) for _number in range(max(1, count // COPIES))]
        result.say(f"{len(payments)} payments are made")
        started = time.monotonic()
        deliveries = send_all(shop, dice)
        result.tried = deliveries.sent.total()
        result.counts = {f"answered {answer}": times for answer, times in deliveries.answers.items()}
        result.counts["deliveries a second"] = round(result.tried / (time.monotonic() - started))
        result.say(f"{result.tried} deliveries, {result.counts}")
        result.broken += untrue(deliveries)
        _heal(shop, result)
        result.broken += contradictions(shop, History())
        result.broken += declined_wrong(shop.stripe.events(DECLINED))
        result.counts |= {"payments": len(payments), "orders": Order.objects.count()}


def make_payment(shop: RunningShop, dice: Random) -> str:
    """A checkout through the gate whose payment meets one of the fates at Stripe; answers its id."""
    attempt = make_attempt({dice.choice(sorted(PIECES)): dice.randint(1, 2)})
    quote = attempt.latest_quote()
    assert quote
    payment = gateway.create_intent(attempt.pk, int(quote.grand_total * 100), attempt.currency).id
    CheckoutAttempt.objects.filter(pk=attempt.pk).update(stripe_pid=payment)
    [fate] = dice.choices([*FATES], weights=[*FATES.values()])
    meet(shop.stripe, payment, fate)
    return payment


def meet(stripe: Any, payment: str, fate: str) -> None:
    """What shopper, bank and dashboard do with one payment."""
    if fate == CANCELED:
        stripe.cancel(payment)
        return
    if fate == "declined first":
        _decline(stripe, payment)
    stripe.pay(payment)
    if fate == "refund failed":
        stripe.fail_refund(stripe.refund(payment, 100)["id"])
    elif fate.startswith("refunded"):
        stripe.refund(payment, 500 if fate.endswith("part") else None)
    elif fate.startswith("dispute"):
        dispute = stripe.open_dispute(payment)
        if fate.endswith("won"):
            stripe.close_dispute(dispute["id"], "won")


def _decline(stripe: Any, payment: str) -> None:
    try:
        stripe.pay(payment, "pm_card_chargeDeclined")
    except ApiError:
        return


def send_all(shop: RunningShop, dice: Random) -> Deliveries:
    """Send what the shop has asked for: all in one heap, then those that were late by an hour."""
    asked_for = [event for event in shop.stripe.events() if event["type"] in gateway.EVENT_TYPES]
    in_time: list[dict[str, Any]] = []
    late: list[dict[str, Any]] = []
    for event in asked_for:
        chance = dice.random()
        if chance < LATE:
            late += [{**event, "created": event["created"] - HOUR_S}] * COPIES
        elif chance < 1 - NEVER:
            in_time += [event] * COPIES
    deliveries = Deliveries(f"{shop.place.url}/checkout/wh/")
    for heap in (in_time, late):
        dice.shuffle(heap)
        deliveries.send(heap)
    return deliveries


def untrue(deliveries: Deliveries) -> Iterator[str]:
    """What is not true of the shop's own notes about the events that were delivered."""
    notes = {note.stripe_id: note for note in WebhookEvent.objects.all()}
    for event, sent in deliveries.sent.items():
        note, taken = notes.pop(event, None), deliveries.taken[event]
        if note is None:
            yield f"event {event} was delivered and is not written down"
        elif not note.is_processed:
            yield f"{note} was delivered and is {note.outcome}: {note.detail}"
        elif not taken <= note.deliveries <= sent:
            yield f"{note} was taken {taken} times of {sent}, and {note.deliveries} are counted"
    for event in notes:
        yield f"event {event} was never delivered and is written down"
    for answer in deliveries.answers.keys() - {"200", "503", "none"}:
        yield f"{deliveries.answers[answer]} deliveries were answered {answer}"


def declined_wrong(events: list[dict[str, Any]]) -> Iterator[str]:
    """Checkouts whose declined cards were not counted once each."""
    told = Counter(event["data"]["object"]["id"] for event in events)
    for payment, failures in CheckoutAttempt.objects.values_list("stripe_pid", "failures"):
        if failures != told[payment]:
            yield f"payment {payment} was declined {told[payment]} times, and {failures} are counted"


def _heal(shop: RunningShop, result: Result) -> None:
    """Time passes and the worker runs: events that never came, then mails. The first time there are two."""
    let_time_pass()
    shop.start_worker()
    _run_worker(shop, result)
    shop.stop_worker()
    let_time_pass()  # nobody is at a mail any more, which would be sent again
    _run_worker(shop, result)
    result.say("the worker has healed what never came")


def _run_worker(shop: RunningShop, result: Result) -> None:
    status = shop.run(*WORKER)
    result.broken += [f"the worker ended with {status}"] * (status != 0)
