"""The signed links that let the reader of a mail see the order, or what is awaited."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from checkout.models import AwaitedPayment, Order

SALT = "checkout.order-link"
AWAITED_SALT = "checkout.awaited-link"
MAX_AGE = 60 * 60 * 24 * 180


def order_link(order: Order) -> str:
    """The absolute address of the order's page, signed."""
    return _link("checkout:order", order.order_number, order_key(order.order_number))


def awaited_link(awaited: AwaitedPayment) -> str:
    """The absolute address of the page of an awaited payment, signed."""
    return _link("checkout:awaited", awaited.reference, awaited_key(awaited.reference))


def _link(view: str, name: str, key: str) -> str:
    return f"{settings.SITE_URL}{reverse(view, args=[name], query={'key': key})}"


def order_key(order_number: str) -> str:
    """The signature that opens the page of `order_number`."""
    return _key(order_number, SALT)


def awaited_key(reference: str) -> str:
    """The signature that opens the page of the awaited payment `reference`."""
    return _key(reference, AWAITED_SALT)


def _key(name: str, salt: str) -> str:
    return signing.TimestampSigner(salt=salt).sign(name).partition(":")[2]


def key_fits(order_number: str, key: str) -> bool:
    """Whether `key` was signed for this very order, within the last half year."""
    return _fits(order_number, key, SALT)


def awaited_key_fits(reference: str, key: str) -> bool:
    """Whether `key` was signed for this very awaited payment, within the last half year."""
    return _fits(reference, key, AWAITED_SALT)


def _fits(name: str, key: str, salt: str) -> bool:
    try:
        signing.TimestampSigner(salt=salt).unsign(f"{name}:{key}", max_age=MAX_AGE)
    except signing.BadSignature:
        return False
    return True
