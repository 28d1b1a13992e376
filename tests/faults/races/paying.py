"""One payment, many who bring it; one checkout, many who load it; an end that meets a payment."""

from catalogue.models import StockHold, StockMovement, StockRecord
from checkout import gateway
from checkout.attempts import AlreadyPaid, PaymentPending, end, payable
from checkout.bag.contents import bag_contents
from checkout.gate import AttemptEnded, Pass, pass_gate
from checkout.models import (
    AttemptState,
    Bag,
    CheckoutAttempt,
    Order,
    OrderLineItem,
    OutgoingMail,
    WebhookEvent,
)
from checkout.orders.placing import place_order
from checkout.reconcile import reconcile
from checkout.sweeping import sweep
from checkout.tests.paying import DETAILS, make_bag
from checkout.webhooks import process_event
from stripe_double.errors import ApiError
from tests.faults.healing import let_time_pass
from tests.faults.races.race import Race, by_browser

TOO_LATE = (AlreadyPaid, PaymentPending, AttemptEnded)


def one_payment(race: Race) -> None:
    """Browser, webhooks, reconciler and sweeper bring one payment: one order, one sale, one mail."""
    race.begin(TW_0=10, TW_1=10)
    attempt = race.paid({"TW-0": 3, "TW-1": 1})
    event = race.event(attempt)
    let_time_pass()
    ways = (
        lambda number: by_browser(attempt),
        lambda number: process_event({**event, "id": f"{event['id']}{number // 4 % 8}"}),
        lambda number: reconcile() and None,
        lambda number: end(attempt),
    )

    race.rush(lambda number: ways[number % 4](number))

    _expect_one_order(race, pieces_left=[7, 9])
    race.expect("events done", WebhookEvent.objects.filter(outcome="done").count(), min(8, race.width // 4))


def one_event(race: Race) -> None:
    """One event delivered by everybody at once has its effect once, and every delivery is counted."""
    race.begin(TW_0=10, TW_1=10)
    event = race.event(race.paid({"TW-0": 3, "TW-1": 1}))

    race.rush(lambda number: process_event(event))

    _expect_one_order(race, pieces_left=[7, 9])
    record = WebhookEvent.objects.get()
    race.expect("outcome of the event", record.outcome, "done")
    race.expect("deliveries counted", record.deliveries >= race.width, True)


def _expect_one_order(race: Race, pieces_left: list[int]) -> None:
    race.expect("orders", Order.objects.count(), 1)
    race.expect("lines", OrderLineItem.objects.count(), 2)
    race.expect("mails", OutgoingMail.objects.count(), 1)
    race.expect("sales", StockMovement.objects.filter(kind="sale").count(), 2)
    left = list(StockRecord.objects.order_by("sku").values_list("on_hand", flat=True))
    race.expect("pieces left", left, pieces_left)


def one_checkout(race: Race) -> None:
    """The last pieces lie in one bag: all its tabs load and pay them, with one intent and one hold."""
    pieces = race.dice.randint(1, 5)
    race.begin(TW_0=pieces)
    bag = make_bag({"TW-0": pieces})

    loaded = race.rush(lambda number: load(bag))
    race.expect("checkouts", CheckoutAttempt.objects.count(), 1)
    race.expect("intents", len(race.shop.stripe.intents()), 1)
    attempt = CheckoutAttempt.objects.get()
    race.expect("intents shown", set(loaded), {attempt.stripe_pid})

    passed = race.rush(lambda number: press_pay(attempt) if number % 2 else load(bag))
    race.expect("passes", sum(isinstance(answer, Pass) for answer in passed), race.width // 2)
    race.expect("pieces held", StockHold.objects.get().quantity, pieces)

    race.shop.stripe.pay(attempt.stripe_pid)
    race.rush(lambda number: by_browser(attempt))
    race.expect("orders", Order.objects.count(), 1)
    race.expect("pieces left", StockRecord.objects.get().on_hand, 0)


def load(bag: Bag) -> str | None:
    """Load the checkout page of `bag`; answers the intent it shows."""
    contents = bag_contents(bag)
    if not contents.is_ready:
        return "short of pieces"
    return payable(bag, None, contents.quote)[0].stripe_pid


def press_pay(attempt: CheckoutAttempt) -> Pass:
    """Pass the gate with what the bag costs now."""
    assert attempt.bag
    shown = bag_contents(attempt.bag).quote.amount_minor
    return pass_gate(attempt, DETAILS, save_info=False, amount_shown=shown, client_secret="")


def expire_confirm_place(race: Race) -> None:
    """Giving up, paying, pressing Pay again and placing meet: paid and placed, or canceled and free again."""
    checkouts = race.width // 4
    race.begin(TW_0=2 * checkouts)
    attempts = race.many(checkouts, lambda: race.ready({"TW-0": 2}))

    def confirm(attempt: CheckoutAttempt) -> object:
        race.shop.stripe.pay(attempt.stripe_pid)
        return by_browser(attempt)

    ways = (end, confirm, press_pay, lambda attempt: end(attempt))
    race.rush(lambda number: ways[number % 4](attempts[number // 4]), ApiError, *TOO_LATE)

    for attempt in attempts:
        _expect_an_end(race, attempt)


def _expect_an_end(race: Race, attempt: CheckoutAttempt) -> None:
    attempt.refresh_from_db()
    payment = gateway.retrieve(attempt.stripe_pid or "")
    right = {"succeeded": (AttemptState.PLACED, True), "canceled": (AttemptState.EXPIRED, False)}
    has_order = Order.objects.filter(attempt=attempt, state="paid").exists()
    race.expect(f"a checkout that is {payment.status}", (attempt.state, has_order), right.get(payment.status))
    race.expect("holds of a checkout that ended", StockHold.objects.filter(holder=attempt.pk).count(), 0)


def place_sweep(race: Race) -> None:
    """Paid checkouts past their time: sweeper, reconciler, browser and webhook; each has its order."""
    checkouts = race.width // 4
    race.begin(TW_0=checkouts)
    attempts = race.many(checkouts, lambda: race.paid({"TW-0": 1}))
    payments = [gateway.retrieve(attempt.stripe_pid) for attempt in attempts]
    events = [race.event(attempt) for attempt in attempts]
    let_time_pass()

    def act(number: int) -> object:
        mine = number // 4
        if number % 16 == 0:
            return sweep() and None
        if number % 16 == 1:
            return reconcile() and None
        return process_event(events[mine]) if number % 2 else place_order(attempts[mine].pk, payments[mine])

    race.rush(act)

    race.expect("orders", Order.objects.filter(state="paid").count(), checkouts)
    race.expect("pieces left", StockRecord.objects.get().on_hand, 0)
