"""What was done to the shop and how it answered; and whether its books tell one consistent story after it."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from threading import Lock
from typing import Any

import requests
from django.db.models import Sum

from catalogue.models import StockHold, StockMovement, StockRecord
from catalogue.money import from_minor
from checkout.audit.running import audit
from checkout.models import AwaitedPayment, Order, OrderLineItem, OutgoingMail, Refund
from tests.faults.shop import RunningShop

SUCCESS = "/checkout/success/"


@dataclass
class Operation:
    """One thing that was asked of the shop. `outcome`: ok, fail (a clear no) or unknown (no clear answer)."""

    who: str
    what: str
    began_wall: float
    began: float
    outcome: str = "invoke"
    ended: float | None = None
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.began:.3f} {self.who} {self.what}: {self.outcome} {self.detail}"


@dataclass
class History:
    """All operations of a run in the order of their beginning, and the orders that were promised."""

    operations: list[Operation] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    worker_deaths: int = 0
    _lock: Lock = field(default_factory=Lock)

    def ask(self, who: str, what: str, act: Callable[[], requests.Response]) -> requests.Response | None:
        """Do one request and log it; None when no clear answer came (a connection lost, a 5xx)."""
        operation = Operation(who, what, time.time(), time.monotonic())
        with self._lock:
            self.operations.append(operation)
        try:
            response = act()
        except requests.RequestException as error:
            self._end(operation, "unknown", type(error).__name__)
            return None
        where = response.headers.get("Location", "")
        outcome = "ok" if response.status_code < 400 else "fail"
        self._end(operation, outcome if response.status_code < 500 else "unknown", str(response.status_code))
        if SUCCESS in where:
            with self._lock:
                self.acknowledged.add(where.split(SUCCESS)[1].strip("/"))
        return response if response.status_code < 500 else None

    def note(self, who: str, what: str, outcome: str) -> None:
        """Log something that is no request, such as a death."""
        moment = time.monotonic()
        with self._lock:
            self.operations.append(Operation(who, what, time.time(), moment, outcome, moment))

    def _end(self, operation: Operation, outcome: str, detail: str) -> None:
        operation.outcome, operation.detail, operation.ended = outcome, detail, time.monotonic()

    def last_words(self, lines: int = 12) -> str:
        return "\n".join(str(operation) for operation in self.operations[-lines:])


def contradictions(shop: RunningShop, history: History) -> list[str]:
    """Every sentence that is not true though all faults are over; empty: one consistent story."""
    return [*book_contradictions(shop, history), *_mails(shop, history)]


def book_contradictions(shop: Any, history: History) -> list[str]:
    """The same of a shop whose mails wait in the outbox; of `shop` only its `stripe` is asked."""
    return [*_orders(shop, history), *_money(shop), *_stock(), *_outbox(), *_audit()]


def _orders(shop: RunningShop, history: History) -> Iterator[str]:
    paid = {intent["id"] for intent in shop.stripe.intents() if intent["status"] == "succeeded"}
    placed = list(Order.objects.values_list("stripe_pid", flat=True))
    numbers = set(Order.objects.values_list("order_number", flat=True))
    for number in history.acknowledged - numbers:
        yield f"order {number} was shown to its shopper and is gone"
    for payment in paid - set(placed):
        yield f"payment {payment} succeeded and has no order"
    for payment in set(placed) - paid:
        yield f"payment {payment} did not succeed and has an order"
    for payment, times in Counter(placed).items():
        if times > 1:
            yield f"payment {payment} has {times} orders"
    for number in Order.objects.filter(state="review").values_list("order_number", flat=True):
        yield f"order {number} needs attention"


def _money(shop: RunningShop) -> Iterator[str]:
    received = {intent["id"]: intent["amount_received"] for intent in shop.stripe.intents()}
    refunded: Counter[str] = Counter()
    for refund in shop.stripe.refunds():
        if refund["status"] in ("succeeded", "pending"):
            refunded[refund["payment_intent"]] += refund["amount"]
    for order in Order.objects.all():
        payment = order.stripe_pid or ""
        books = order.grand_total, order.paid_total, order.refunded_total
        bank = from_minor(received.get(payment, 0), "eur"), from_minor(refunded[payment], "eur")
        if books != (bank[0], *bank):
            yield f"order {order}: total, paid, refunded {_texts(books)}, at Stripe {_texts(bank)}"


def _texts(amounts: tuple[Decimal, ...]) -> str:
    return " / ".join(map(str, amounts))


def _stock() -> Iterator[str]:
    sold = _taken_pieces()
    for record in StockRecord.objects.all():
        ledger = record.movements.aggregate(sum=Sum("delta"))["sum"] or 0
        if record.on_hand != ledger:
            yield f"{record}: {record.on_hand} on hand, the ledger says {ledger}"
        if record.reserved:
            yield f"{record}: {record.reserved} still held"
        sales = StockMovement.objects.filter(record=record, kind="sale").aggregate(sum=Sum("delta"))["sum"]
        if -(sales or 0) != sold[record.sku]:
            yield f"{record}: {-(sales or 0)} left as sold, orders have {sold[record.sku]}"
    if StockHold.objects.exists():
        yield f"{StockHold.objects.count()} holds are left"


def _taken_pieces() -> Counter[str]:
    """Pieces by SKU that orders have, without those that their reasons say were missing."""
    taken: Counter[str] = Counter()
    for line in OrderLineItem.objects.select_related("order"):
        missing = sum(
            int(reason["pieces"])
            for reason in line.order.review_reasons
            if reason["code"] == "stock" and reason["sku"] == line.sku
        )
        taken[line.sku] += line.quantity - missing
    return taken


def _outbox() -> Iterator[str]:
    rows = OutgoingMail.objects.select_related("order", "refund")
    written = Counter(row.message_name for row in rows)
    for name in _mails_due() - written.keys():
        yield f"mail {name} has no row in the outbox"
    for name, times in written.items():
        if times > 1:
            yield f"mail {name} has {times} rows in the outbox"
    for row in rows:
        if row.refund and row.refund.state not in ("succeeded", "failed"):
            yield f"mail {row.message_name} tells of a refund that is {row.refund.state}"


def _mails(shop: RunningShop, history: History) -> Iterator[str]:
    written = {row.message_name for row in OutgoingMail.objects.select_related("order", "refund")}
    sent = Counter(map(mail_name, shop.message_ids()))
    due = _mails_due()
    for name in sent.keys() - written:
        yield f"mail {name} went out without a row in the outbox"
    for name in written:
        # A death between the mail server's yes and our note of it may cost a second, equal mail.
        if not (name in due) <= sent[name] <= 1 + history.worker_deaths:
            yield f"mail {name} went out {sent[name]} times"


def mail_name(message_id: str) -> str:
    """What a Message-ID begins with: `OutgoingMail.message_name`."""
    return message_id.strip("<>").partition("@")[0]


def _mails_due() -> set[str]:
    """What must have gone out: a confirmation an order, a notice a refund that arrived or a bank's no."""
    numbers = Order.objects.values_list("order_number", flat=True)
    refunds = Refund.objects.filter(state="succeeded").values_list("pk", flat=True)
    failed = AwaitedPayment.objects.filter(attempt__state="expired").values_list("reference", flat=True)
    due = {"confirmation": numbers, "refund": refunds, "awaited_failed": failed}
    return {f"{kind}.{name}" for kind, names in due.items() for name in names}


def _audit() -> Iterator[str]:
    for result in audit():
        if not result.is_clean:
            offenders = ", ".join(result.offenders)
            yield f"audit {result.name}: {result.error or result.breaches} ({offenders})"


def book_totals() -> dict[str, Any]:
    """How much a run has moved, for the ledger of runs."""
    return {"orders": Order.objects.count(), "mails": OutgoingMail.objects.count()}
