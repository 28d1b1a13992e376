"""What must be true by now, kept beside the shop in plain numbers (cents) and by rules of its own."""

from dataclasses import dataclass, field

from tests.faults.machine.books import Books, Order
from tests.faults.machine.stripe import Intent
from tests.faults.machine.world import PIECES

MAX_PIECES = 99
Pieces = dict[str, int]
# Where an order's money may go from where; by hand, so that the shop's own table is compared with something.
FINAL = "dispute_lost"
STATES = frozenset({"review", "paid", "part_refunded", "refunded", "disputed", FINAL})


class Broken(AssertionError):
    """Something is not as it must be; the sentence says what."""


@dataclass
class Model:
    """Stock, bags and promises. `follow` takes over what became of open questions, and judges it."""

    on_hand: Pieces = field(default_factory=lambda: dict(PIECES))
    bags: dict[str, Pieces] = field(default_factory=dict)
    percent: int = 10
    free_from: int = 6000
    shown: dict[tuple[str, int], int] = field(default_factory=dict)
    chosen: dict[str, Pieces] = field(default_factory=dict)
    frozen: dict[str, tuple[object, ...]] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    attempts: dict[str, str] = field(default_factory=dict)
    payments: dict[str, str] = field(default_factory=dict)
    back: set[str] = field(default_factory=set)
    bag_of: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)

    def total(self, bag: str, price_of: Pieces) -> int:
        """What the bag costs with delivery, for those of its lines that are for sale."""
        lines = self.bags.get(bag, {})
        goods = sum(price_of[sku] * pieces for sku, pieces in lines.items() if sku in price_of)
        if not goods or goods >= self.free_from:
            return goods
        return goods + (goods * self.percent + 50) // 100

    def put(self, bag: str, sku: str, pieces: int, price_of: Pieces) -> None:
        """A line becomes `pieces`; what is not for sale any more leaves the bag with any change to it."""
        lines = self.bags.setdefault(bag, {})
        lines[sku] = pieces
        self.bags[bag] = {sku: pieces for sku, pieces in lines.items() if sku in price_of and pieces}

    def follow(self, books: Books, intents: dict[str, Intent]) -> None:
        """Take over what happened since the last look. Raises Broken: it must not have happened."""
        self.bag_of |= {attempt.id: attempt.bag for attempt in books.attempts.values() if attempt.bag}
        for order in books.orders.values():
            if order.number not in self.frozen:
                self._sell(order, books, intents)
            self._follow_state(order)
        for attempt in books.attempts.values():
            self._follow_attempt(attempt.id, attempt.state, intents.get(attempt.payment))
            if attempt.state == "awaiting":
                self._leave_bag(attempt.id, books.quotes[attempt.id, intents[attempt.payment].quote].lines)
            self._follow_payment(attempt.id, attempt.payment)
        for refund in books.refunds.values():
            if refund.is_back and refund.id not in self.back:
                self.back.add(refund.id)
                for sku, pieces in self.chosen[refund.id].items():
                    self.on_hand[sku] += pieces

    def _sell(self, order: Order, books: Books, intents: dict[str, Intent]) -> None:
        """A new order: paid at Stripe, of exactly what the payment names, from stock that was held for it."""
        intent = intents.get(order.payment)
        if intent is None or intent.status != "succeeded":
            raise Broken(f"order {order.number} without a succeeded payment ({intent})")
        quote = books.quotes[order.attempt, intent.quote]
        lines = books.lines.get(order.number, [])
        if {line[0]: line[4] for line in lines} != quote.lines:
            raise Broken(f"order {order.number} has {lines}, paid was {quote.lines}")
        if {line[0]: line[5] for line in lines} != quote.prices:
            raise Broken(f"order {order.number} has other prices than {quote.prices}")
        if (order.total, order.paid) != (quote.total, intent.received):
            raise Broken(f"order {order.number} of {order.total}, paid {order.paid}: {quote.total}, {intent}")
        self._check_promise(order, intent)
        self._take(order, quote.lines, books)
        self._leave_bag(order.attempt, quote.lines)
        self.frozen[order.number] = self.face_of(order, books)

    def _leave_bag(self, attempt: str, lines: Pieces) -> None:
        """What is paid, or about to be, leaves the bag once."""
        bag = self.bags.get(self.bag_of.get(attempt, ""), {})
        if attempt in self.left:
            return
        self.left.add(attempt)
        for sku, pieces in lines.items():
            if sku in bag:
                bag[sku] -= pieces
                if bag[sku] <= 0:
                    del bag[sku]

    def _check_promise(self, order: Order, intent: Intent) -> None:
        shown = self.shown.get((order.attempt, intent.quote), intent.received)
        if shown != intent.received:
            raise Broken(f"order {order.number}: {shown} was shown, {intent.received} charged")
        if order.total != order.paid and "amount" not in order.reasons:
            raise Broken(f"order {order.number}: {order.paid} for {order.total}, and nobody is told")
        is_late = self.attempts.get(order.attempt) == "expired"
        if is_late != ("late" in order.reasons):
            raise Broken(f"order {order.number}: late is {is_late}, reasons are {order.reasons}")
        if order.short and not is_late:
            raise Broken(f"order {order.number} lacks {order.short}, which its checkout held")

    def _take(self, order: Order, lines: Pieces, books: Books) -> None:
        taken = {sku: pieces - order.short.get(sku, 0) for sku, pieces in lines.items()}
        sold = {sku: -delta for sku, delta in books.sales.get(order.number, {}).items()}
        if sold != {sku: pieces for sku, pieces in taken.items() if pieces}:
            raise Broken(f"order {order.number} took {sold}, not {taken}")
        for sku, pieces in taken.items():
            self.on_hand[sku] -= pieces

    def face_of(self, order: Order, books: Books) -> tuple[object, ...]:
        """All of an order that may never change."""
        facts = (order.attempt, order.payment, order.total, order.paid, order.reasons)
        return (*facts, *books.lines.get(order.number, []))

    def _follow_state(self, order: Order) -> None:
        before = self.states.get(order.number, order.state)
        self.states[order.number] = order.state
        if order.state not in STATES or (before == FINAL and order.state != FINAL):
            raise Broken(f"order {order.number} went from {before} to {order.state}")

    def _follow_attempt(self, attempt: str, state: str, intent: Intent | None) -> None:
        """Open checkouts end placed, or expired once Stripe takes no money for them; money wins."""
        before = self.attempts.get(attempt, "open")
        self.attempts[attempt] = state
        if before == state:
            return
        if before == "placed" or state == "open" or (before, state) == ("expired", "awaiting"):
            raise Broken(f"checkout {attempt} went from {before} to {state}")
        if state == "expired" and intent and intent.status != "canceled":
            raise Broken(f"checkout {attempt} given up while its payment is {intent.status}")
        if state == "awaiting" and intent and intent.status in ("canceled", "requires_action"):
            raise Broken(f"checkout {attempt} is awaited while its payment is {intent.status}")

    def _follow_payment(self, attempt: str, payment: str) -> None:
        before = self.payments.get(attempt) or payment
        self.payments[attempt] = payment
        if before != payment:
            raise Broken(f"checkout {attempt} had payment {before} and has {payment}")
