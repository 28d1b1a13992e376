"""Refunds: what is refused, what is sent, and how often whatever answer is lost."""

from datetime import timedelta
from decimal import Decimal
from itertools import permutations
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from catalogue import stock
from catalogue.models import StockMovement, StockRecord
from catalogue.tests.factories import make_product
from checkout import gateway
from checkout.identity import shop_id
from checkout.models import Order, Refund
from checkout.orders.money import refresh_money
from checkout.refunds import services
from checkout.refunds.requests import (
    BadAmount,
    Disputed,
    NothingLeft,
    NothingPaid,
    Pieces,
    TokenUsed,
    TooManyBack,
    TooManyPieces,
    TooMuch,
    UnknownLine,
)
from checkout.refunds.services import resolve_refunds
from checkout.tests.orders import make_order
from checkout.tests.refunding import ask, make_paid, money_of, sent_back, written
from checkout.webhooks import process_event

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

CREATE, LIST = "refunds.create", "refunds.list"
NOW = timedelta(0)


@pytest.fixture
def order(double):
    """Two small posters at 22.00 and 4.40 delivery: 48.40."""
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10), ("TW-A3", "A3", "39.00", 5)])
    return make_paid(double, {"TW-A4": 2})


def on_hand(sku="TW-A4"):
    return StockRecord.objects.get(sku=sku).on_hand


def refused(order, error, amount="5.00", **more):
    """Ask for what must be refused and answer the sentence; nothing may be written or sent."""
    before = written()
    with pytest.raises(error) as told:
        ask(order, amount, **more)
    assert written() == before
    return str(told.value)


def test_part_then_the_rest_is_refunded(double, order):
    first = ask(order, "5.00")
    assert (first.state, money_of(order)) == ("succeeded", ("part_refunded", "5.00"))

    second = ask(order, "43.40")

    assert (second.state, money_of(order)) == ("succeeded", ("refunded", "48.40"))
    rows = double.control.refunds(order.stripe_pid)
    assert [row["amount"] for row in rows] == [500, 4340]
    named = {"shop": shop_id(), "refund": str(first.pk), "order": order.order_number}
    assert rows[0]["metadata"] == named


def test_refund_is_committed_before_stripe_is_asked(order, monkeypatch):
    seen = []

    def create(payment_id, amount_minor, *, refund_id, **_named):
        seen.append((payment_id, amount_minor, Refund.objects.get(pk=refund_id).state))
        raise gateway.StripeUnavailable

    monkeypatch.setattr(gateway, "create_refund", create)

    assert ask(order, "5.00").state == "unknown"
    assert seen == [(order.stripe_pid, 500, "requested")]


def test_refund_is_in_the_timeline_with_its_person(order, staff):
    services.refund_order(
        order_id=order.pk, amount=Decimal("5.00"), token=uuid4(), user=staff, reason="damaged"
    )

    told = [(event.kind, event.text, event.user) for event in order.events.all()][1:]
    assert told == [
        ("refund", "Refund of €5.00 asked for: Damaged, wrong or lost on the way", staff),
        ("money", "Part refunded; refunded so far: €5.00", None),
    ]


def test_more_than_what_is_left_is_refused(double, order):
    ask(order, "40.00")

    assert refused(order, TooMuch, "8.41") == "Only €8.40 is left to refund."
    assert sent_back(double, order) == 4000


def test_nothing_more_after_everything(double, order):
    ask(order, "48.40")

    assert "on its way back" in refused(order, NothingLeft, "0.01")
    assert sent_back(double, order) == 4840


@pytest.mark.parametrize("amount", ["0", "0.00", "-5.00", "5.001", "NaN", "Infinity", "-Infinity"])
def test_impossible_amount_is_refused(double, order, amount):
    refused(order, BadAmount, amount)

    assert double.control.refunds() == []


@pytest.mark.parametrize("state", ["disputed", "dispute_lost"])
def test_disputed_order_is_refused(double, order, state):
    Order.objects.update(state=state)

    assert "the bank decides" in refused(order, Disputed)
    assert double.control.refunds() == []


def test_dispute_that_the_shop_has_not_heard_of(double, order):
    double.control.open_dispute(order.stripe_pid)

    refund = ask(order, "5.00")

    assert (refund.state, refund.last_error) == ("failed", "charge_disputed")
    assert money_of(order) == ("disputed", "0.00")
    assert double.control.refunds() == []


@pytest.mark.parametrize("fields", [{"stripe_pid": None}, {"stripe_pid": "pi_1", "paid_total": "0.00"}])
def test_order_that_nobody_paid_for_is_refused(db, fields):
    refused(make_order(None, **fields), NothingPaid)


def test_unknown_order_writes_nothing(order):
    before = written()

    with pytest.raises(Order.DoesNotExist):
        services.refund_order(order_id=order.pk + 1, amount=Decimal(1), token=uuid4(), user=None)

    assert written() == before


def test_same_token_again_is_the_same_refund(double, order):
    token = uuid4()
    first = ask(order, "5.00", token=token)

    assert ask(order, "5.00", token=token) == first
    assert sent_back(double, order) == 500
    assert len(double.control.requests(CREATE)) == 1


def test_refund_sent_twice_is_one_at_stripe(double, order):
    refund, _is_new = services.request_refund(
        order_id=order.pk, amount=Decimal("5.00"), token=uuid4(), user=None
    )

    for _again in range(2):
        services.send(refund)

    assert sent_back(double, order) == 500
    assert len(double.control.requests(CREATE)) == 2


def test_used_token_with_something_else_is_refused(double, order):
    other, token = make_paid(double, {"TW-A3": 1}), uuid4()
    ask(order, "5.00", token=token)

    refused(order, TokenUsed, "6.00", token=token)
    refused(other, TokenUsed, "5.00", token=token)
    assert len(double.control.refunds()) == 1


def test_open_request_counts_as_refunded(double, order):
    double.control.add_fault(CREATE, "error", status=500, times=None)

    assert ask(order, "40.00").state == "unknown"
    assert refused(order, TooMuch, "8.41") == "Only €8.40 is left to refund."


def test_refund_made_at_stripe_counts_before_its_event_came(double, order):
    double.control.refund(order.stripe_pid, 4000)

    refund = ask(order, "20.00")

    assert refund.state == "failed"
    assert money_of(order) == ("part_refunded", "40.00")
    assert sent_back(double, order) == 4000


LOST = [
    ("drop_before", {"times": None}),
    ("drop_after", {"times": None}),
    ("error", {"status": 500, "times": None}),
    ("bad_json", {"times": None}),
    ("rate_limit", {"times": None}),
]


@pytest.mark.parametrize(("kind", "fields"), LOST)
def test_lost_answer_is_resolved_by_asking(double, order, kind, fields):
    double.control.add_fault(CREATE, kind, **fields)
    double.control.add_fault("payment_intents.retrieve", "error", status=500, times=None)
    refund = ask(order, "5.00")
    assert (refund.state, resolve_refunds()) == ("unknown", 0)

    double.control.clear_faults()

    assert resolve_refunds(settling_time=NOW) == 1
    refund.refresh_from_db()
    assert (refund.state, money_of(order)) == ("succeeded", ("part_refunded", "5.00"))
    assert sent_back(double, order) == 500
    assert resolve_refunds(settling_time=NOW) == 0


@pytest.mark.parametrize("kind", ["drop_before", "drop_after"])
def test_answer_lost_once_is_asked_again_at_once(double, order, kind):
    double.control.add_fault(CREATE, kind)

    assert ask(order, "5.00").state == "succeeded"
    assert sent_back(double, order) == 500


@pytest.mark.parametrize("when", ["before", "after"])
def test_hanging_answer_is_resolved_later(double, order, when, settings):
    settings.STRIPE_READ_TIMEOUT = 0.5
    double.control.add_fault(CREATE, "delay", seconds=1.5, when=when)
    double.control.add_fault("payment_intents.retrieve", "error", status=500, times=2)
    refund = ask(order, "5.00")
    assert refund.state == "unknown"

    tries = (resolve_refunds(settling_time=NOW) for _try in range(20))
    assert 1 in tries

    refund.refresh_from_db()
    assert (refund.state, sent_back(double, order)) == ("succeeded", 500)


def test_death_before_the_call_is_repaired(double, order, monkeypatch):
    monkeypatch.setattr(services, "send", lambda refund: None)
    monkeypatch.setattr(services, "_look_again", lambda refund: None)
    refund = ask(order, "5.00")
    monkeypatch.undo()

    assert (refund.state, resolve_refunds()) == ("requested", 0)
    assert resolve_refunds(settling_time=NOW) == 1

    assert (money_of(order), sent_back(double, order)) == (("part_refunded", "5.00"), 500)


def lose_for_a_day(double, order, kind):
    """A refund whose answer was lost a day ago, so that Stripe has forgotten its key."""
    double.control.add_fault(CREATE, kind, times=None)
    double.control.add_fault("payment_intents.retrieve", "error", status=500, times=None)
    refund = ask(order, "5.00")
    double.control.clear_faults()
    double.control.clear_requests()
    double.control.expire_idempotency_keys()
    Refund.objects.update(created_at=timezone.now() - timedelta(hours=25))
    return refund


def test_forgotten_key_with_effect_is_found_not_sent(double, order):
    refund = lose_for_a_day(double, order, "drop_after")

    resolve_refunds(settling_time=NOW)

    refund.refresh_from_db()
    assert (refund.state, sent_back(double, order)) == ("succeeded", 500)
    assert double.control.requests(CREATE) == []


def test_forgotten_key_without_effect_is_given_up(double, order):
    refund = lose_for_a_day(double, order, "drop_before")

    resolve_refunds(settling_time=NOW)

    refund.refresh_from_db()
    assert (refund.state, refund.last_error) == ("failed", "it never arrived at Stripe")
    assert (double.control.requests(CREATE), len(double.control.requests(LIST))) == ([], 2)
    assert ask(order, "48.40").state == "succeeded"


def test_one_broken_refund_does_not_stop_the_others(double, order, monkeypatch):
    double.control.add_fault(CREATE, "error", status=500, times=None)
    broken, other = ask(order, "5.00"), ask(order, "6.00")
    double.control.clear_faults()
    send = services.send
    monkeypatch.setattr(services, "send", lambda row: 1 / 0 if row.pk == broken.pk else send(row))

    assert resolve_refunds(settling_time=NOW) == 1

    states = dict(Refund.objects.values_list("pk", "state"))
    assert states == {broken.pk: "unknown", other.pk: "succeeded"}


KINDS = ("charge.refunded", "refund.created", "refund.updated", "refund.failed")


@pytest.mark.parametrize("kinds", list(permutations(KINDS)))
def test_events_in_any_order_end_alike(double, order, kinds):  # I12
    made = double.control.refund(order.stripe_pid, 500)
    double.control.fail_refund(made["id"])

    for kind in (*kinds, kinds[0]):
        assert process_event(double.control.events(kind)[0]).status_code == 200

    refund = Refund.objects.get()
    assert (refund.state, refund.origin, refund.stripe_refund_id) == ("failed", "stripe", made["id"])
    assert money_of(order) == ("paid", "0.00")
    assert order.events.filter(kind="refund_failed").count() == 1


def test_refund_made_at_stripe_appears_once(double, order):
    made = double.control.refund(order.stripe_pid, 500)

    for event in [*double.control.events("refund.created"), *double.control.events("charge.refunded")] * 2:
        process_event(event)

    refund = Refund.objects.get()
    assert (refund.amount, refund.state, refund.user) == (Decimal("5.00"), "succeeded", None)
    assert refund.stripe_refund_id == made["id"]
    assert [event.text for event in order.events.all()].count("€5.00 refunded at Stripe") == 1


def test_event_before_our_answer_is_the_same_refund(double, order, monkeypatch):
    create = gateway.create_refund

    def slow(*args, **kwargs):
        facts = create(*args, **kwargs)
        process_event(double.control.events("refund.created")[0])
        return facts

    monkeypatch.setattr(gateway, "create_refund", slow)

    ask(order, "5.00")

    assert [(row.state, row.origin) for row in Refund.objects.all()] == [("succeeded", "shop")]
    assert money_of(order) == ("part_refunded", "5.00")


def test_refund_that_fails_before_our_answer_stays_failed(double, order, monkeypatch):
    create = gateway.create_refund

    def slow(*args, **kwargs):
        facts = create(*args, **kwargs)
        double.control.fail_refund(facts.id)
        process_event(double.control.events("refund.failed")[0])
        return facts

    monkeypatch.setattr(gateway, "create_refund", slow)

    assert ask(order, "5.00").state == "failed"
    assert money_of(order) == ("paid", "0.00")
    assert order.events.filter(kind="refund_failed").count() == 1


def test_failed_refund_reverses_but_pieces_stay(double, order):
    line = order.lines.get()
    refund = ask(order, "22.00", lines=[Pieces(line.pk, 1, restock=True)])
    assert on_hand() == 9
    double.control.fail_refund(refund.stripe_refund_id)

    process_event(double.control.events("refund.failed")[0])

    refund.refresh_from_db()
    assert (refund.state, money_of(order), on_hand()) == ("failed", ("paid", "0.00"), 9)
    told = order.events.get(kind="refund_failed").text
    assert told == (
        "Refund of €22.00 failed (the card has expired or is canceled): the money is with the shop again; "
        "the pieces stay in stock"
    )
    assert ask(order, "48.40").state == "succeeded"


def test_pending_refund_counts_and_arrives_later(double, order):
    paid = make_paid(double, {"TW-A3": 1}, "pm_card_pendingRefund")
    refund = ask(paid, "39.00", lines=[Pieces(paid.lines.get().pk, 1, restock=True)])
    assert (refund.state, on_hand("TW-A3")) == ("pending", 5)

    double.control.settle_refund(refund.stripe_refund_id)
    refresh_money(paid.pk)

    refund.refresh_from_db()
    assert (refund.state, on_hand("TW-A3")) == ("succeeded", 5)


def test_pieces_come_back_only_by_choice(double, order):
    line = order.lines.get()

    ask(order, "5.00")
    ask(order, "22.00", lines=[Pieces(line.pk, 1)])
    assert (on_hand(), StockMovement.objects.filter(kind="restock").count()) == (8, 0)
    refund = ask(order, "20.00", lines=[Pieces(line.pk, 1, restock=True)])

    movement = StockMovement.objects.get(kind="restock")
    assert (on_hand(), movement.delta, movement.reference) == (9, 1, f"refund-{refund.pk}")


def test_looking_again_brings_no_piece_back_twice(double, order):
    ask(order, "22.00", lines=[Pieces(order.lines.get().pk, 2, restock=True)])

    for _again in range(3):
        refresh_money(order.pk)

    assert (on_hand(), StockMovement.objects.filter(kind="restock").count()) == (10, 1)


def test_refused_refund_brings_nothing_back(double, order):
    double.control.open_dispute(order.stripe_pid)

    ask(order, "22.00", lines=[Pieces(order.lines.get().pk, 2, restock=True)])

    assert (on_hand(), StockMovement.objects.filter(kind="restock").exists()) == (8, False)


def test_unknown_refund_brings_pieces_back_when_found(double, order):
    double.control.add_fault(CREATE, "drop_after", times=None)
    double.control.add_fault("payment_intents.retrieve", "error", status=500, times=None)
    ask(order, "22.00", lines=[Pieces(order.lines.get().pk, 1, restock=True)])
    assert on_hand() == 8

    double.control.clear_faults()
    resolve_refunds(settling_time=NOW)

    assert on_hand() == 9


def test_more_pieces_than_sold_are_refused(double, order):
    line = order.lines.get()
    ask(order, "1.00", lines=[Pieces(line.pk, 1)])

    refused(order, TooManyPieces, lines=[Pieces(line.pk, 2)])
    refused(order, UnknownLine, lines=[Pieces(line.pk, 0)])
    refused(order, UnknownLine, lines=[Pieces(line.pk, 1), Pieces(line.pk, 1)])
    refused(order, UnknownLine, lines=[Pieces(line.pk + 1000, 1)])


def test_pieces_of_a_failed_refund_come_back_no_second_time(double, order):
    line = order.lines.get()
    refund = ask(order, "5.00", lines=[Pieces(line.pk, 2, restock=True)])
    double.control.fail_refund(refund.stripe_refund_id)
    refresh_money(order.pk)

    refused(order, TooManyBack, lines=[Pieces(line.pk, 1, restock=True)])

    assert ask(order, "44.00", lines=[Pieces(line.pk, 2)]).state == "succeeded"
    assert on_hand() == 10


def test_database_refuses_to_restock_one_refund_twice(order):
    from django.db import IntegrityError, transaction

    stock.restock({"TW-A4": 1}, "refund-x")

    with pytest.raises(IntegrityError), transaction.atomic():
        stock.restock({"TW-A4": 1}, "refund-x")

    assert on_hand() == 9


def test_sku_that_was_never_counted_is_counted_on_return(order):
    stock.restock({"NEW": 2}, "refund-y")

    assert on_hand("NEW") == 2


def test_deleted_colleague_leaves_the_refund(double, order, staff):
    services.refund_order(order_id=order.pk, amount=Decimal(5), token=uuid4(), user=staff)

    get_user_model().objects.filter(pk=staff.pk).delete()

    assert [(row.user, row.state) for row in Refund.objects.all()] == [(None, "succeeded")]


def test_reconciler_resolves_refunds(double, order):
    from checkout.reconcile import reconcile

    double.control.add_fault(CREATE, "drop_after", times=None)
    double.control.add_fault("payment_intents.retrieve", "error", status=500, times=None)
    ask(order, "5.00")
    double.control.clear_faults()
    Refund.objects.update(updated_at=timezone.now() - timedelta(minutes=1))

    assert reconcile().refunds == 1
    assert money_of(order) == ("part_refunded", "5.00")
