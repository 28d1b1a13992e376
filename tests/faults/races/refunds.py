"""Many who refund one order, here, at Stripe and by its events: never more than was paid, to the cent."""

from collections import Counter
from uuid import uuid4

from catalogue.money import from_minor
from checkout.models import Order, Refund
from checkout.orders.money import refresh_money
from checkout.refunds.requests import NothingLeft, TooMuch
from checkout.tests.refunding import ask, money_of, sent_back
from checkout.webhooks import process_event
from stripe_double.errors import ApiError
from tests.faults.races.race import Race

REFUSED = (NothingLeft, TooMuch)


def refund_one_order(race: Race) -> None:
    """One button clicked by half of the staff, buttons of their own by the others: one refund a button."""
    race.begin(TW_0=10)
    order, token = race.placed({"TW-0": 2}), uuid4()

    def click(number: int) -> Refund:
        return ask(order, "5.00", token=token) if number % 2 else ask(order, "4.84")

    race.rush(click, *REFUSED)

    parts = Counter(refund["amount"] for refund in race.shop.stripe.refunds(order.stripe_pid))
    right = [{500: 1, 484: 8}, {484: 10}]  # 48.40 were paid
    race.expect(f"whether refunds of {dict(parts)} may be", dict(parts) in right, True)
    _expect_books_to_agree(race, order)


def refund_parts(race: Race) -> None:
    """Two parts that are more than the whole, for many orders at once: one of the two is refused."""
    race.begin(TW_0=2 * race.width)
    orders = race.many(race.width // 2, lambda: race.placed({"TW-0": 2}))

    answers = race.rush(lambda number: ask(orders[number // 2], "30.00"), TooMuch)

    kinds = Counter(type(answer).__name__ for answer in answers)
    race.expect("answers", dict(kinds), {"Refund": len(orders), "TooMuch": len(orders)})
    for order in orders:
        race.expect("sent back", sent_back(race.shop.double, order), 3000)
        race.expect("money", money_of(order), ("part_refunded", "30.00"))


def refund_everywhere(race: Race) -> None:
    """Clicks here, refunds in Stripe's dashboard, events about them: within what was paid, and all of it."""
    race.begin(TW_0=10)
    order = race.placed({"TW-0": 2})
    stripe = race.shop.stripe

    def act(number: int) -> object:
        if number % 2 == 0:
            return ask(order, "4.84")
        if number % 4 == 1:
            return stripe.refund(order.stripe_pid, 484)
        events = stripe.events("charge.refunded")
        return process_event(events[number % len(events)]) if events else None

    race.rush(act, ApiError, *REFUSED)

    refresh_money(order.pk)
    left = 4840 - sent_back(race.shop.double, order)
    if left:
        ask(order, str(from_minor(left, "eur")))
    race.expect("sent back", sent_back(race.shop.double, order), 4840)
    race.expect("money", money_of(order), ("refunded", "48.40"))
    _expect_books_to_agree(race, order)


def _expect_books_to_agree(race: Race, order: Order) -> None:
    accepted = Refund.objects.filter(order=order, state="succeeded").values_list("amount", flat=True)
    order.refresh_from_db()
    race.expect("refunds in the books", sum(accepted), order.refunded_total)
    race.expect("sent back", sent_back(race.shop.double, order), int(order.refunded_total * 100))
