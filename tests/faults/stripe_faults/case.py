"""One fault at one call: it must strike, the answer be polite, and the books be right once all is over."""

import logging
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.test import override_settings
from django.utils import timezone

from checkout.models import OPEN_STATES, AttemptState, CheckoutAttempt, Order, OrderState, Refund
from checkout.reconcile import reconcile
from checkout.refunds.amounts import refundable
from checkout.refunds.services import resolve_refunds
from checkout.refunds.unsupplied import refund_unsupplied
from checkout.sweeping import sweep
from checkout.tests.refunding import ask
from tests.faults.healing import let_time_pass
from tests.faults.history import History, book_contradictions
from tests.faults.stripe_faults.deeds import set_up_now
from tests.faults.stripe_faults.kinds import TIMEOUT_S, Kind
from tests.faults.stripe_faults.sites import Site
from tests.faults.stripe_faults.visit import QUIET_WITHIN_S, Shop, Visit


class Alarm(logging.Handler):
    """Hears of exceptions that the shop did not expect, whatever it answered."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[0]:
            self.heard.append(f"{record.getMessage()}: {record.exc_info[0].__name__} {record.exc_info[1]}")


class Case:
    """`kind` of fault on `side` of the effect at `site`; the dice decide what people do afterwards."""

    def __init__(self, shop: Shop, site: Site, kind: Kind, side: str, dice: Random) -> None:
        self.shop, self.site, self.kind, self.side, self.dice = shop, site, kind, side, dice
        self.alarm = Alarm()

    def __str__(self) -> str:
        return f"{self.site.name}, {self.site.call}: {self.kind.name} {self.side}"

    def run(self) -> list[str]:
        """Every sentence that is not true."""
        root = logging.getLogger()
        root.addHandler(self.alarm)
        try:
            wrong = [*self._run(), *self.alarm.heard]
        finally:
            root.removeHandler(self.alarm)
        return [f"{self}: {sentence}" for sentence in wrong]

    def _run(self) -> Iterator[str]:
        self.shop.empty()
        visit = Visit(self.shop)
        self.site.prepare(visit)
        before = visit.pieces()
        yield from self._strike(visit)
        if visit.pieces() != before:
            yield f"{visit.pieces()} pieces are in bags and orders, were {before}"
        yield from _given_up_too_early(self.shop)
        self.shop.stripe.clear_faults()
        if self.site.is_bought and self.dice.random() < 0.6:
            yield from visit.go_on()
        self.shop.double._wait_until_quiet(QUIET_WITHIN_S)
        yield from self._heal()
        yield from book_contradictions(self.shop, History())
        yield from _doubles(self.shop)

    def _strike(self, visit: Visit) -> Iterator[str]:
        fault = {"skip": self.site.skip, **self.kind.order(self.side)}
        ordered = self.shop.stripe.add_fault(self.site.call, who="secret", **fault)
        patience = {"STRIPE_READ_TIMEOUT": TIMEOUT_S} if self.kind.kind == "delay" else {}
        with override_settings(**patience):
            status = self.site.act(visit)
        if ordered in [waiting["id"] for waiting in self.shop.stripe.faults()]:
            yield "the fault did not strike"
        if status not in self.site.polite:
            yield f"the shop answers {status}"

    def _heal(self) -> Iterator[str]:
        if self.dice.random() < 0.5:
            self._deliver_all()
        for _run in range(2):
            yield from _work()
        if Refund.objects.filter(state__in=OPEN_STATES).exists():
            self._a_day_later()
        # What the shop could not refund by itself is left to staff.
        for order in Order.objects.filter(state=OrderState.REVIEW):
            if left := refundable(order):
                ask(order, str(left))
        if "set up" in self.site.name:
            set_up_now(Visit(self.shop))

    def _a_day_later(self) -> None:
        """Stripe has forgotten the key that has said no ever since."""
        self.shop.stripe.expire_idempotency_keys()
        Refund.objects.update(created_at=timezone.now() - timedelta(hours=25))
        resolve_refunds(settling_time=timedelta(0))

    def _deliver_all(self) -> None:
        held = self.shop.stripe.deliveries(status="held") + self.shop.stripe.deliveries(status="failed")
        self.dice.shuffle(held)
        for delivery in held:
            self.shop.double._courier.deliver(delivery["id"])


def _work() -> Iterator[str]:
    """One run of the worker, long after."""
    let_time_pass()
    refund_unsupplied()
    for problem in reconcile().problems:
        yield f"the reconciler could not: {problem}"
    sweep()


def _given_up_too_early(shop: Shop) -> Iterator[str]:
    """I9: a checkout ends only when its payment has."""
    ended = {"succeeded", "canceled"}
    over = CheckoutAttempt.objects.exclude(state=AttemptState.OPEN).exclude(stripe_pid=None)
    for attempt in over:
        status = shop.stripe.intent(attempt.stripe_pid or "")["status"]
        if status not in ended:
            yield f"a checkout was given up while its payment is {status}"


def _doubles(shop: Shop) -> Iterator[str]:
    made = Counter(intent["metadata"].get("attempt") for intent in shop.stripe.intents())
    yield from (f"checkout {attempt} has {times} payments" for attempt, times in made.items() if times > 1)
    asked = Counter(refund["metadata"].get("refund") for refund in shop.stripe.refunds())
    yield from (f"refund {key} was made {n} times" for key, n in asked.items() if key and n > 1)
    if len(shop.stripe.endpoints()) != 1:
        yield f"there are {len(shop.stripe.endpoints())} webhook endpoints"
