"""Refund clicks by the thousand: repeated, with lost and late answers, a day later, beside the dashboard."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import time_machine
from django.conf import settings
from django.utils import timezone

from catalogue.money import from_minor
from checkout.models import OPEN_STATES, Order, Refund
from checkout.refunds.requests import NothingLeft, TooMuch
from checkout.refunds.services import resolve_refunds
from checkout.tests.refunding import ask, sent_back
from checkout.webhooks import process_event
from stripe_double.errors import ApiError
from tests.faults.bare_shop import BareShop
from tests.faults.history import History, book_contradictions
from tests.faults.place import Place
from tests.faults.races.race import Race
from tests.faults.result import Result

WIDTH, ORDERS, CLICKS = 16, 8, 64
# The shop stops waiting before a late answer comes.
TIMEOUT_S, LATE_S = 1.0, 1.5
AMOUNTS = ("0.01", "4.84", "10.00", "24.20", "48.40")
FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "drop_before"},
    {"kind": "drop_after"},
    {"kind": "delay", "seconds": LATE_S, "when": "before"},
    {"kind": "delay", "seconds": LATE_S, "when": "after"},
    {"kind": "error", "status": 500},
    {"kind": "rate_limit"},
    {"kind": "bad_json"},
)
REFUSED = (NothingLeft, TooMuch, ApiError)


@dataclass(frozen=True)
class Button:
    """One refund form; however often it is sent, it is one refund."""

    order: Order
    amount: str
    token: UUID

    def click(self) -> Refund:
        return ask(self.order, self.amount, token=self.token)


def run_refund_clicks(place: Place, result: Result, count: int) -> None:
    """`count` clicks, some of them on a button that was clicked before; stops at the first contradiction."""
    settings.STRIPE_READ_TIMEOUT = TIMEOUT_S
    with BareShop(WIDTH) as shop:
        while result.tried < count and not result.broken:
            race = Race(shop, Random(f"{result.seed}/{result.tried}"))
            clicks = min(CLICKS, count - result.tried)
            _round(race, clicks)
            race.wrong += book_contradictions(shop, History())
            result.tried += clicks
            result.broken += race.wrong
            for state in Refund.objects.values_list("state", flat=True):
                result.counts[state] = result.counts.get(state, 0) + 1
            result.say(f"{result.tried} clicks")


def _round(race: Race, clicks: int) -> None:
    race.begin(TW_0=4 * ORDERS)
    orders = race.many(ORDERS, lambda: race.placed({"TW-0": 2}))
    buttons = [_button(race.dice, orders) for _number in range(clicks * 2 // 3)]
    _order_faults(race)
    _click_all(race, orders, [*buttons, *race.dice.choices(buttons, k=clicks - len(buttons))])
    race.shop.stripe.clear_faults()
    if race.dice.random() < 0.4:
        _a_day_later(race)
    else:
        _resolve_all(race)
    _deliver_events(race)
    for order in orders:
        race.wrong += _contradictions(race, order)


def _button(dice: Random, orders: list[Order]) -> Button:
    return Button(dice.choice(orders), dice.choice(AMOUNTS), UUID(int=dice.getrandbits(128)))


def _order_faults(race: Race) -> None:
    for _number in range(12):
        fault = race.dice.choice(FAULTS)
        race.shop.stripe.add_fault("refunds.create", skip=race.dice.randrange(6), times=2, **fault)
    race.shop.stripe.add_fault("payment_intents.retrieve", "drop_before", skip=3, times=2)


def _click_all(race: Race, orders: list[Order], buttons: list[Button]) -> None:
    stripe, dice = race.shop.stripe, race.dice
    acts: list[Callable[[], Any]] = [button.click for button in buttons]
    for _number in range(ORDERS):
        payment, cents = dice.choice(orders).stripe_pid, dice.choice((1, 484, 1000))
        acts.append(lambda payment=payment, cents=cents: stripe.refund(payment, cents))
    race.rush_for(acts, *REFUSED)


def _resolve_all(race: Race) -> None:
    """The worker looks again, at once and several times, while late answers are still under way."""
    for _run in range(8):
        race.rush(lambda number: resolve_refunds(settling_time=timedelta(0)) if number < 2 else None)
        if not Refund.objects.filter(state__in=OPEN_STATES).exists():
            return
        time.sleep(LATE_S / 3)


def _a_day_later(race: Race) -> None:
    """Nothing is under way any more, and Stripe has forgotten every key."""
    time.sleep(LATE_S)
    race.shop.stripe.expire_idempotency_keys()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        resolve_refunds()


def _deliver_events(race: Race) -> None:
    """Stripe's events about it, some twice, in any order."""
    events = race.shop.stripe.events("charge.refunded")
    chosen = [*events, *race.dice.sample(events, len(events) // 4)]
    race.rush_for([lambda event=event: process_event(event) for event in chosen])


def _contradictions(race: Race, order: Order) -> Iterator[str]:
    order.refresh_from_db()
    rows = list(order.refunds.all())
    sent = from_minor(sent_back(race.shop.double, order), "eur")
    accepted = sum((row.amount for row in rows if row.is_accepted), Decimal(0))
    if not sent == accepted == order.refunded_total <= order.paid_total:
        yield f"{order}: {sent} went back, refunds say {accepted}, the order says {order.refunded_total}"
    if any(row.is_open for row in rows):
        yield f"{order}: refunds without an answer are left"
    at_stripe = Counter(
        refund["metadata"].get("refund") for refund in race.shop.stripe.refunds(order.stripe_pid)
    )
    for token, times in at_stripe.items():
        if token and times > 1:
            yield f"{order}: one click made {times} refunds"
