"""What holds after every step, whatever was done or died; each yields what is untrue."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.faults.machine.books import Books
from tests.faults.machine.model import Model
from tests.faults.machine.stripe import Intent

PAYABLE = frozenset(
    {"requires_payment_method", "requires_confirmation", "requires_action", "processing", "succeeded"}
)
HOLDING = frozenset({"open", "awaiting"})
ACCEPTED = frozenset({"pending", "succeeded"})
OPEN = frozenset({"requested", "unknown"})


class Moment(NamedTuple):
    """The shop's books, Stripe's truth and the model, after one step."""

    books: Books
    intents: dict[str, Intent]
    refunds: list[tuple[str, str, int, str, str]]
    model: Model


def one_order_a_payment(now: Moment) -> Iterator[str]:
    """I1, I4: no payment and no checkout has two orders."""
    for name in ("payment", "attempt"):
        for key, times in Counter(getattr(order, name) for order in now.books.orders.values()).items():
            if times > 1:
                yield f"{name} {key} has {times} orders"


def only_succeeded_payments_have_orders(now: Moment) -> Iterator[str]:
    """I3."""
    for order in now.books.orders.values():
        intent = now.intents.get(order.payment)
        if intent is None or (intent.status, intent.attempt) != ("succeeded", order.attempt):
            yield f"order {order.number} belongs to {intent}"


def stock_is_within_bounds(now: Moment) -> Iterator[str]:
    """I5."""
    for sku, stock in now.books.stock.items():
        if not 0 <= stock.reserved <= stock.on_hand:
            yield f"{sku}: {stock.reserved} held of {stock.on_hand}"


def held_is_the_sum_of_holds(now: Moment) -> Iterator[str]:
    """I6."""
    for sku, stock in now.books.stock.items():
        if stock.reserved != stock.held:
            yield f"{sku}: {stock.reserved} held, the holds are {stock.held}"


def stock_is_the_sum_of_its_ledger(now: Moment) -> Iterator[str]:
    """I7."""
    for sku, stock in now.books.stock.items():
        if stock.on_hand != stock.ledger:
            yield f"{sku}: {stock.on_hand} on hand, the ledger says {stock.ledger}"


def stock_is_the_models(now: Moment) -> Iterator[str]:
    """I7: sales, refunds and staff have changed it, and nothing else; no page ever did."""
    for sku, pieces in now.model.on_hand.items():
        if now.books.stock[sku].on_hand != pieces:
            yield f"{sku}: {now.books.stock[sku].on_hand} on hand, must be {pieces}"


def what_can_be_paid_is_held(now: Moment) -> Iterator[str]:
    """I9: a checkout that can be paid holds the pieces of whatever its payment could be charged for."""
    for attempt in now.books.attempts.values():
        intent = now.intents.get(attempt.payment)
        if attempt.state not in HOLDING or intent is None or intent.status not in PAYABLE or not intent.quote:
            continue
        holds = now.books.holds.get(attempt.id, {})
        wanted = now.books.quotes[attempt.id, intent.quote].lines
        for sku, pieces in wanted.items():
            if holds.get(sku, 0) < pieces:
                yield f"checkout {attempt.id} may be charged for {pieces} {sku}, held are {holds.get(sku, 0)}"


def only_open_checkouts_hold(now: Moment) -> Iterator[str]:
    """I6: and never more than one of their quotes names."""
    for holder, holds in now.books.holds.items():
        attempt = now.books.attempts.get(holder)
        if attempt is None or attempt.state not in HOLDING:
            yield f"{holder} holds {holds} and is {attempt and attempt.state}"
        for sku, pieces in holds.items():
            quoted = [quote.lines.get(sku, 0) for key, quote in now.books.quotes.items() if key[0] == holder]
            if pieces > max(quoted, default=0):
                yield f"{holder} holds {pieces} {sku}, quoted were {quoted}"


def refunds_are_within_what_was_paid(now: Moment) -> Iterator[str]:
    """I11: in the books, with those whose fate is not known, and at Stripe."""
    promised, left = Counter[str](), Counter[str]()
    for refund in now.books.refunds.values():
        promised[refund.order] += refund.amount * (refund.state in ACCEPTED | OPEN)
    for _id, payment, amount, status, _own in now.refunds:
        left[payment] += amount * (status in ACCEPTED)
    for order in now.books.orders.values():
        if max(order.refunded, left[order.payment]) > order.paid:
            yield f"order {order.number}: {order.refunded} / {left[order.payment]} refunded of {order.paid}"
        from_here = sum(
            refund.amount
            for refund in now.books.refunds.values()
            if refund.order == order.number
            and refund.id in now.model.chosen
            and refund.state in OPEN | ACCEPTED
        )
        if from_here > order.paid:
            yield f"order {order.number}: {from_here} asked to be refunded of {order.paid}"


def one_refund_a_request(now: Moment) -> Iterator[str]:
    """I11: what staff asked for once has left Stripe once at most."""
    for own, times in Counter(row[4] for row in now.refunds if row[4]).items():
        if times > 1:
            yield f"refund {own} was made {times} times at Stripe"


def pieces_come_back_as_chosen(now: Moment) -> Iterator[str]:
    """I12: once, and only where staff chose so."""
    for refund in now.books.refunds.values():
        name = f"refund-{refund.id}"
        back = {key.replace("-", ""): pieces for key, pieces in now.books.restocked.items()}
        wanted = now.model.chosen.get(refund.id, {}) if refund.is_back else {}
        if back.get(name.replace("-", ""), {}) != wanted:
            yield f"{name} brought back {back.get(name)}, chosen was {wanted}"


def orders_stay_as_they_were(now: Moment) -> Iterator[str]:
    """I17: lines, prices, totals and doubts of an order never change."""
    for number, face in now.model.frozen.items():
        order = now.books.orders.get(number)
        if order is None or now.model.face_of(order, now.books) != face:
            yield f"order {number} was {face} and is {order}"


def bags_are_as_their_shoppers_left_them(now: Moment) -> Iterator[str]:
    """I21: and without what was paid."""
    for bag in {*now.books.bags, *now.model.bags}:
        if now.books.bags.get(bag, {}) != now.model.bags.get(bag, {}):
            yield f"bag {bag} holds {now.books.bags.get(bag)}, must hold {now.model.bags.get(bag)}"


def every_order_has_one_mail(now: Moment) -> Iterator[str]:
    """I16."""
    for number, times in now.books.mails.items():
        if times != 1:
            yield f"order {number} has {times} confirmations in the outbox"


def one_open_checkout_a_bag(now: Moment) -> Iterator[str]:
    """I4."""
    open_ones = [attempt.bag for attempt in now.books.attempts.values() if attempt.state == "open"]
    for bag, times in Counter(open_ones).items():
        if bag and times > 1:
            yield f"bag {bag} has {times} open checkouts"


INVARIANTS: tuple[Callable[[Moment], Iterator[str]], ...] = (
    one_order_a_payment,
    only_succeeded_payments_have_orders,
    stock_is_within_bounds,
    held_is_the_sum_of_holds,
    stock_is_the_sum_of_its_ledger,
    stock_is_the_models,
    what_can_be_paid_is_held,
    only_open_checkouts_hold,
    refunds_are_within_what_was_paid,
    one_refund_a_request,
    pieces_come_back_as_chosen,
    orders_stay_as_they_were,
    bags_are_as_their_shoppers_left_them,
    every_order_has_one_mail,
    one_open_checkout_a_bag,
)
