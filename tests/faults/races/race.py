"""One round of one race: what its people do together, and what is not as it must be afterwards."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from threading import Lock
from typing import Any

from checkout import gateway
from checkout.models import CheckoutAttempt, Order
from checkout.orders.placing import place_order
from checkout.refunds.services import NOT_AN_ANSWER
from checkout.tests.paying import make_attempt
from checkout.transactions import Busy
from checkout.webhooks import process_event
from profiles.models import User
from tests.faults.bare_shop import BareShop

# What the shop's pages answer politely with 503: come again.
COME_AGAIN = (Busy, gateway.StripeUnavailable)
PATIENCE_S = 90
PAID = "payment_intent.succeeded"

Act = Callable[[int], Any]


class GaveUp(Exception):
    """Somebody was told to come again until their patience had an end."""


@dataclass
class Race:
    """`dice` decides all that may go either way; `wrong` collects sentences."""

    shop: BareShop
    dice: Random
    wrong: list[str] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    @property
    def width(self) -> int:
        return self.shop.width

    def begin(self, **pieces: int) -> None:
        """An empty shop with `pieces` of `TW-…`, by what follows the underscore: `TW_0=5`."""
        self.shop.empty({name.replace("_", "-"): quantity for name, quantity in pieces.items()})

    def rush(self, act: Act, *refusals: type[Exception]) -> list[Any]:
        """All do `act` at once, patiently; answers in order. An exception not among `refusals` is wrong."""
        answers = self.shop.crowd.rush(lambda number: self.patiently(act, number))
        surprises = Counter(
            f"somebody met {type(answer).__name__}: {str(answer)[:150]}"
            for answer in answers
            if isinstance(answer, Exception) and not isinstance(answer, refusals)
        )
        self.wrong += [f"{sentence} ({times} times)" for sentence, times in surprises.items()]
        return answers

    def rush_for(self, acts: list[Callable[[], Any]], *refusals: type[Exception]) -> list[Any]:
        """The crowd does `acts`, in an order that the dice decide, each person every 64th of them."""
        self.dice.shuffle(acts)
        width = self.width

        def mine(number: int) -> list[Any]:
            return [self._one(act, refusals) for act in acts[number::width]]

        return [answer for answers in self.rush(mine) if isinstance(answers, list) for answer in answers]

    def _one(self, act: Callable[[], Any], refusals: tuple[type[Exception], ...]) -> Any:
        try:
            return self.patiently(lambda number: act(), 0)
        except refusals as refusal:
            return refusal

    def patiently(self, act: Act, number: int) -> Any:
        """Do `act` until the shop says something else than "come again"."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            try:
                answer = act(number)
            except COME_AGAIN as error:
                self._tell(f"{type(error).__name__} {error}".strip())
            except gateway.StripeRefused as refusal:
                if refusal.code not in NOT_AN_ANSWER:
                    raise
                self._tell(refusal.code)
            else:
                if getattr(answer, "status_code", 200) != 503:
                    return answer
                self._tell("503")
            time.sleep(0.05)
        raise GaveUp

    def _tell(self, why: str) -> None:
        with self._lock:
            self.told[why] += 1

    def expect(self, what: str, seen: object, right: object) -> None:
        """Note when `seen` is not exactly what it must be."""
        if seen != right:
            self.wrong.append(f"{what}: {seen}, not {right}")

    # What races begin with

    def ready(self, pieces: Mapping[str, int], **more: Any) -> CheckoutAttempt:
        """A checkout that has passed the gate, with an intent at Stripe over what it has frozen."""
        attempt = make_attempt(pieces, **more)
        intent = gateway.create_intent(attempt.pk, amount_of(attempt), attempt.currency)
        CheckoutAttempt.objects.filter(pk=attempt.pk).update(stripe_pid=intent.id)
        attempt.stripe_pid = intent.id
        return attempt

    def paid(self, pieces: Mapping[str, int], **more: Any) -> CheckoutAttempt:
        """A checkout whose payment has succeeded, of which the shop knows nothing yet."""
        attempt = self.ready(pieces, **more)
        self.shop.stripe.pay(attempt.stripe_pid)
        return attempt

    def placed(self, pieces: Mapping[str, int], **more: Any) -> Order:
        return by_browser(self.paid(pieces, **more))

    def many(self, count: int, make: Callable[[], Any]) -> list[Any]:
        """`count` things made by the crowd side by side."""
        return self.rush_for([make] * count)

    def event(self, attempt: CheckoutAttempt, kind: str = PAID) -> dict[str, Any]:
        """Stripe's event about the payment of `attempt`."""
        return self.shop.stripe.events(kind, attempt.stripe_pid)[0]

    def by_webhook(self, attempt: CheckoutAttempt) -> Any:
        return process_event(self.event(attempt))


def by_browser(attempt: CheckoutAttempt) -> Order:
    """What the last step of the checkout does: ask Stripe, place the order."""
    return place_order(attempt.pk, gateway.retrieve(attempt.stripe_pid or ""))


def amount_of(attempt: CheckoutAttempt) -> int:
    """What `attempt` has frozen last, in cents."""
    quote = attempt.latest_quote()
    assert quote
    return int(quote.grand_total * 100)


def make_user(name: str) -> User:
    """An account of that name, emptied: its bag and profile are made anew."""
    User.objects.filter(username=name).delete()
    return User.objects.create_user(name, f"{name}@example.com")
