"""What Stripe answered, read as plain values. An answer of another shape than Stripe's counts as none."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeGuard

from checkout.payments.facts import Payment, payment_from
from checkout.payments.refunds import RefundFacts, refund_from

# What reading an object of another shape raises.
ODD = (KeyError, IndexError, TypeError, AttributeError, ValueError)


class Unreadable(Exception):
    """Stripe said yes, and what else it said has another shape than its answers."""


@contextmanager
def reading() -> Iterator[None]:
    """Around the reading of an answer, and nothing else. Raises Unreadable."""
    try:
        yield
    except ODD as error:
        raise Unreadable(type(error).__name__) from error


def every(pages: Any) -> Iterator[Any]:
    """All objects of a list, page by page. Raises Unreadable."""
    with reading():
        yield from pages.auto_paging_iter()


def payment_of(intent: Any) -> Payment:
    """The payment in an answer. Raises Unreadable."""
    with reading():
        return payment_from(intent.to_dict())


def refund_of(refund: Any) -> RefundFacts:
    """The refund in an answer. Raises Unreadable."""
    with reading():
        return refund_from(refund.to_dict())


def event_of(event: Any) -> dict[str, Any]:
    """The event in an answer. Raises Unreadable."""
    with reading():
        found = event.to_dict()
    if not is_event(found):
        raise Unreadable
    return found


def payment_inside(body: Any) -> Payment | None:
    """The intent that came with a refusal; None where none did."""
    try:
        with reading():
            return payment_from(body["error"]["payment_intent"])
    except Unreadable:
        return None


def is_event(event: Any) -> TypeGuard[dict[str, Any]]:
    """A snapshot event with an object inside; Stripe's thin events are not what we subscribe to."""
    if not isinstance(event, dict) or event.get("object") != "event":
        return False
    data = event.get("data")
    is_named = is_name(event.get("id")) and is_name(event.get("type"))
    return is_named and isinstance(data, dict) and isinstance(data.get("object"), dict)


def is_name(value: Any) -> TypeGuard[str]:
    """Whether `value` is an id or a type as Stripe writes them, which every database can store."""
    return isinstance(value, str) and 0 < len(value) <= 255 and value.isascii() and value.isprintable()
