"""What all steps share: a second each, a death or fault that may strike, a look at the books."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from checkout.gateway import StripeRefused, StripeUnavailable
from checkout.signatures import SIGNATURE_TOLERANCE
from tests.faults.machine.books import Order, read_books
from tests.faults.machine.deaths import Died
from tests.faults.machine.healing import come_to_rest
from tests.faults.machine.invariants import INVARIANTS, Moment
from tests.faults.machine.model import Broken, Model
from tests.faults.machine.stripe import Intent
from tests.faults.machine.world import Shopper, Tab, World

T = TypeVar("T")
PICK = st.integers(0, 15)
PIECES = st.integers(1, 4)


class Steps(RuleBasedStateMachine):
    """One example: a shop that has just been emptied."""

    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self.world.story.begin()
        with self.told():
            self.world.begin_anew()
            self.model = Model()
            self.skew = 0
            self.taken = 0
            self.is_disturbed = False
            self.look()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Whatever fails in here is how this example ends."""
        try:
            yield
        except Exception as error:
            self.world.story.end(error)
            raise

    def look(self) -> None:
        """Read the books and Stripe's truth, let the model follow, and judge. Raises Broken."""
        self.books = read_books(self.world.now)
        self.intents = self.world.truth.intents()
        self.model.follow(self.books, self.intents)
        moment = Moment(self.books, self.intents, self.world.truth.refunds(), self.model)
        for holds in INVARIANTS:
            untrue = next(holds(moment), "")
            if untrue:
                raise Broken(f"{holds.__name__}: {untrue}")

    @invariant()
    def books_agree(self) -> None:
        """After every step."""
        self.look()

    def do(self, act: Callable[[], T], *, allowed: tuple[type[Exception], ...] = ()) -> T | Exception | None:
        """Take one step: its answer, the failure it may end with, or None when the shop died over it.

        `is_disturbed` says afterwards whether a death or a fault struck; only then may Stripe fail.
        """
        was_waiting = len(self.world.stripe.faults())
        self.world.pass_time(1)
        self.world.steps += 1
        self.taken += 1
        has_died = False
        answer: T | Exception | None = None
        try:
            answer = act()
        except Died:
            has_died = True
        except (StripeUnavailable, StripeRefused, *allowed) as error:
            answer = error
        self.is_disturbed = has_died or len(self.world.stripe.faults()) < was_waiting
        is_strange = isinstance(answer, (StripeUnavailable, StripeRefused)) and not isinstance(
            answer, allowed
        )
        if isinstance(answer, Exception) and is_strange and not self.is_disturbed:
            raise answer
        return answer

    def must(self, is_so: object, sentence: str) -> None:
        """Judge a step that nothing disturbed."""
        if not (is_so or self.is_disturbed):
            raise Broken(sentence)

    def pick(self, number: int, choice: Sequence[T]) -> T:
        return choice[number % len(choice)]

    # What there is to choose from

    def shopper(self, number: int) -> Shopper:
        return self.pick(number, self.world.shoppers)

    def tabs(self) -> list[tuple[Shopper, Tab]]:
        return [(shopper, tab) for shopper in self.world.shoppers for tab in shopper.tabs]

    def orders(self, *but: str) -> list[Order]:
        return [order for order in self.books.orders.values() if order.state not in but]

    def payments(self, *statuses: str) -> list[Intent]:
        return [intent for intent in self.intents.values() if intent.status in statuses]

    @property
    def is_quiet(self) -> bool:
        """One moment in three: what would drown the trade out may happen only then."""
        return self.taken % 3 == 0

    @property
    def is_clock_wrong(self) -> bool:
        return abs(self.skew) > SIGNATURE_TOLERANCE

    @property
    def price_of(self) -> dict[str, int]:
        return self.world.shelf.price_of

    def available(self, sku: str, bag: str) -> int:
        """Pieces that the shopper of `bag` could have: the free ones and what the own checkout holds."""
        stock = self.books.stock[sku]
        own = [each.id for each in self.books.attempts.values() if (each.bag, each.state) == (bag, "open")]
        mine = sum(self.books.holds.get(attempt, {}).get(sku, 0) for attempt in own)
        return stock.on_hand - stock.reserved + mine

    def teardown(self) -> None:
        """The end of an example: no more faults, and then one consistent story."""
        error = sys.exc_info()[1]
        self.world.story.end(error)
        if error is None:
            with self.told():
                come_to_rest(self)
