"""The shop's books as they stand, read in plain SQL: it happens after each of a hundred thousand steps."""

import json
from collections import defaultdict
from typing import Any, NamedTuple

from django.db import connection

UUID = "REPLACE(CAST({0} AS TEXT), '-', '')"
CENTS = "CAST(ROUND({0} * 100) AS INTEGER)"


class Stock(NamedTuple):
    """One SKU: pieces on hand and held, and what the ledger and the holds add up to."""

    on_hand: int
    reserved: int
    ledger: int
    held: int


class Attempt(NamedTuple):
    """One checkout."""

    id: str
    bag: str
    state: str
    payment: str
    is_due: bool


class Quote(NamedTuple):
    """One frozen promise; `lines` are pieces by SKU, amounts cents."""

    attempt: str
    version: int
    lines: dict[str, int]
    prices: dict[str, int]
    total: int


class Order(NamedTuple):
    """One order; amounts in cents, `doubts` are pieces that were missing, by SKU."""

    number: str
    attempt: str
    payment: str
    state: str
    total: int
    paid: int
    refunded: int
    reasons: tuple[str, ...]
    short: dict[str, int]


class Refund(NamedTuple):
    """One refund of an order."""

    id: str
    order: str
    amount: int
    state: str
    stripe_id: str
    is_back: bool


class Books(NamedTuple):
    """Everything at one moment; ids are texts without hyphens, rows by the key that the rules use."""

    stock: dict[str, Stock]
    holds: dict[str, dict[str, int]]
    attempts: dict[str, Attempt]
    quotes: dict[tuple[str, int], Quote]
    orders: dict[str, Order]
    lines: dict[str, list[tuple[Any, ...]]]
    sales: dict[str, dict[str, int]]
    restocked: dict[str, dict[str, int]]
    refunds: dict[str, Refund]
    bags: dict[str, dict[str, int]]
    mails: dict[str, int]
    events: dict[str, str]


_STOCK = """
    SELECT sku, on_hand, reserved,
        COALESCE((SELECT SUM(delta) FROM catalogue_stockmovement WHERE record_id = record.id), 0),
        COALESCE((SELECT SUM(quantity) FROM catalogue_stockhold WHERE record_id = record.id), 0)
    FROM catalogue_stockrecord AS record
"""
_HOLDS = f"""
    SELECT {UUID.format("holder")}, sku, quantity
    FROM catalogue_stockhold AS hold JOIN catalogue_stockrecord AS record ON record.id = hold.record_id
"""
_ATTEMPTS = f"""
    SELECT {UUID.format("id")}, {UUID.format("bag_id")}, state, COALESCE(stripe_pid, ''), expires_at < %s
    FROM checkout_checkoutattempt ORDER BY created_at
"""
_QUOTES = f"""
    SELECT {UUID.format("attempt_id")}, version, CAST(lines AS TEXT), {CENTS.format("grand_total")}
    FROM checkout_checkoutquote ORDER BY id
"""
_ORDERS = f"""
    SELECT order_number, {UUID.format("attempt_id")}, COALESCE(stripe_pid, ''), state,
        {CENTS.format("grand_total")}, {CENTS.format("paid_total")}, {CENTS.format("refunded_total")},
        CAST(review_reasons AS TEXT)
    FROM checkout_order ORDER BY id
"""
_LINES = f"""
    SELECT order_number, sku, line.name, label, product_size, quantity,
        {CENTS.format("unit_price")}, {CENTS.format("lineitem_total")}
    FROM checkout_orderlineitem AS line JOIN checkout_order AS placed ON placed.id = line.order_id
    ORDER BY line.id
"""
_MOVED = """
    SELECT movement.kind, reference, sku, delta
    FROM catalogue_stockmovement AS movement
    JOIN catalogue_stockrecord AS record ON record.id = movement.record_id
    WHERE movement.kind IN ('sale', 'restock')
"""
_REFUNDS = f"""
    SELECT {UUID.format("refund.id")}, order_number, {CENTS.format("amount")}, refund.state,
        COALESCE(stripe_refund_id, ''), restocked_at IS NOT NULL
    FROM checkout_refund AS refund JOIN checkout_order AS placed ON placed.id = refund.order_id
"""
_BAGS = f"SELECT {UUID.format('bag_id')}, sku, quantity FROM checkout_bagline"
_MAILS = """
    SELECT order_number, COUNT(mail.id)
    FROM checkout_order AS placed
    LEFT JOIN checkout_outgoingmail AS mail ON mail.order_id = placed.id AND mail.kind = 'confirmation'
    GROUP BY order_number
"""
_EVENTS = "SELECT stripe_id, outcome FROM checkout_webhookevent"


def read_books(now: Any) -> Books:
    """Read everything; `now` decides which checkouts count as abandoned."""
    with connection.cursor() as cursor:

        def rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
            cursor.execute(query, values or None)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

        moved = rows(_MOVED)
        return Books(
            stock={sku: Stock(*counts) for sku, *counts in rows(_STOCK)},
            holds=_nested(rows(_HOLDS)),
            attempts={row[0]: Attempt(*row) for row in rows(_ATTEMPTS, now)},
            quotes={row[:2]: _quote(*row) for row in rows(_QUOTES)},
            orders={row[0]: _order(*row) for row in rows(_ORDERS)},
            lines=_grouped(rows(_LINES)),
            sales=_nested([row[1:] for row in moved if row[0] == "sale"]),
            restocked=_nested([row[1:] for row in moved if row[0] == "restock"]),
            refunds={row[0]: Refund(*row) for row in rows(_REFUNDS)},
            bags=_nested(rows(_BAGS)),
            mails=dict(rows(_MAILS)),
            events=dict(rows(_EVENTS)),
        )


def _nested(rows: list[tuple[Any, ...]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for first, second, number in rows:
        found[first][second] = number
    return dict(found)


def _grouped(rows: list[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for first, *others in rows:
        found[first].append(tuple(others))
    return dict(found)


def _quote(attempt: str, version: int, text: str, total: int) -> Quote:
    lines = json.loads(text)
    pieces = {line["sku"]: line["quantity"] for line in lines}
    prices = {line["sku"]: round(float(line["unit_price"]) * 100) for line in lines}
    return Quote(attempt, version, pieces, prices, total)


def _order(*row: Any) -> Order:
    *fields, text = row
    reasons = json.loads(text)
    short = {reason["sku"]: int(reason["pieces"]) for reason in reasons if reason["code"] == "stock"}
    return Order(*fields, tuple(reason["code"] for reason in reasons), short)
