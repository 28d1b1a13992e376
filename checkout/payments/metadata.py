"""The bag inside a payment's metadata, so that an order can be rebuilt from Stripe alone."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from checkout.models import CheckoutAttempt, CheckoutQuote
from checkout.pricing import QuoteItem

# Stripe: 50 keys, 40 characters a key, 500 a value (https://docs.stripe.com/metadata#data).
CHUNK_LENGTH = 500
MAX_CHUNKS = 16


class BagTooLarge(Exception):
    """The bag does not fit into a payment's metadata."""


def metadata_for(attempt: CheckoutAttempt, quote: CheckoutQuote) -> dict[str, str]:
    """The metadata of a payment for `quote`; an empty value clears a chunk of an earlier, larger bag.

    Raises BagTooLarge.
    """
    username = attempt.user.get_username() if attempt.user else ""
    return {
        "attempt": str(attempt.id),
        "quote": str(quote.version),
        "save_info": "true" if quote.save_info else "false",
        "username": username,
        **_chunks(json.dumps(quote.bag_json(), separators=(",", ":"))),
    }


def items_in(metadata: Mapping[str, str]) -> list[QuoteItem]:
    """The lines that a payment's metadata holds; an empty list when they are missing or damaged."""
    text = "".join(metadata.get(name, "") for name in _chunk_names())
    try:
        return [_item(entry) for entry in json.loads(text or "[]")]
    except (ValueError, TypeError, InvalidOperation):
        return []


def _item(entry: Any) -> QuoteItem:
    sku, quantity, price = entry
    if not isinstance(sku, str) or not isinstance(quantity, int) or quantity < 1:
        raise ValueError("not a bag line")
    return QuoteItem(sku, quantity, Decimal(str(price)))


def _chunks(text: str) -> dict[str, str]:
    if len(text) > CHUNK_LENGTH * MAX_CHUNKS:
        raise BagTooLarge
    starts = range(0, CHUNK_LENGTH * MAX_CHUNKS, CHUNK_LENGTH)
    return {
        name: text[start : start + CHUNK_LENGTH] for name, start in zip(_chunk_names(), starts, strict=True)
    }


def _chunk_names() -> Iterator[str]:
    yield "bag"
    yield from (f"bag_{number}" for number in range(1, MAX_CHUNKS))
