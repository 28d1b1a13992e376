"""The bag inside a payment's metadata, so that an order can be rebuilt from Stripe alone."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from checkout.bag.inputs import SKU
from checkout.identity import shop_id
from checkout.models import MAX_LINES, MAX_QUANTITY, CheckoutAttempt, CheckoutQuote
from checkout.pricing import QuoteItem

# Stripe: 50 keys, 40 characters a key, 500 a value (https://docs.stripe.com/metadata#data).
CHUNK_LENGTH = 500
MAX_CHUNKS = 16
HIGHEST_PRICE = Decimal("99999999.99")


class BagTooLarge(Exception):
    """The bag does not fit into a payment's metadata."""


def metadata_for(attempt: CheckoutAttempt, quote: CheckoutQuote) -> dict[str, str]:
    """The metadata of a payment for `quote`; an empty value clears a chunk of an earlier, larger bag.

    Raises BagTooLarge.
    """
    username = attempt.user.get_username() if attempt.user else ""
    return {
        "shop": shop_id(),
        "attempt": str(attempt.id),
        "quote": str(quote.version),
        "save_info": "true" if quote.save_info else "false",
        "username": username,
        "language": quote.language,
        **_chunks(json.dumps(quote.bag_json(), separators=(",", ":"))),
    }


def items_in(metadata: Mapping[str, str]) -> list[QuoteItem]:
    """The lines that a payment's metadata holds; an empty list when they are missing or damaged.

    Anybody with the dashboard can edit metadata, so only what a bag of ours can hold is believed: an order
    without lines, which staff look at, is better than a payment that no order can be made for.
    """
    text = "".join(metadata.get(name, "") for name in _chunk_names())
    try:
        items = [_item(entry) for entry in json.loads(text or "[]")]
    except (ValueError, TypeError, InvalidOperation, RecursionError):
        return []
    are_distinct = len({item.sku for item in items}) == len(items)
    return items if are_distinct and len(items) <= MAX_LINES else []


def _item(entry: Any) -> QuoteItem:
    sku, quantity, written = entry
    price = Decimal(str(written))
    is_known = isinstance(sku, str) and SKU.fullmatch(sku) and isinstance(quantity, int)
    if not (is_known and 1 <= quantity <= MAX_QUANTITY and _is_price(price)):
        raise ValueError("not a bag line")
    return QuoteItem(sku, quantity, price)


def _is_price(price: Decimal) -> bool:
    """Whether it is an amount that a line can store: not negative, two places at most."""
    return price.is_finite() and 0 <= price <= HIGHEST_PRICE and not price * 100 % 1


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
