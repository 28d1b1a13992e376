"""The signed link that lets the reader of a mail see the order."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from checkout.models import Order

SALT = "checkout.order-link"
MAX_AGE = 60 * 60 * 24 * 180


def order_link(order: Order) -> str:
    """The absolute address of the order's page, signed."""
    path = reverse(
        "checkout:success", args=[order.order_number], query={"key": order_key(order.order_number)}
    )
    return f"{settings.SITE_URL}{path}"


def order_key(order_number: str) -> str:
    """The signature that opens the page of `order_number`."""
    return signing.TimestampSigner(salt=SALT).sign(order_number).partition(":")[2]


def key_fits(order_number: str, key: str) -> bool:
    """Whether `key` was signed for this very order, within the last half year."""
    try:
        signing.TimestampSigner(salt=SALT).unsign(f"{order_number}:{key}", max_age=MAX_AGE)
    except signing.BadSignature:
        return False
    return True
