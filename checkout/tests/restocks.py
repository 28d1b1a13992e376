"""Shoppers who wait for a piece, and pieces that come back, for tests."""

from email import message_from_bytes, policy

from django.core import mail

from catalogue import stock
from catalogue.models import BackInStockRequest, MovementKind
from checkout.back_in_stock.asking import remember

ASK = "/back-in-stock/"
HTMX = {"HX-Request": "true"}


def asked(email: str = "ada@example.com", sku: str = "TIDE-A3", language: str = "en") -> BackInStockRequest:
    remember(sku=sku, email=email, language=language)
    return BackInStockRequest.objects.get(sku=sku, email=email)


def waiting() -> list[tuple[str, str, str]]:
    rows = BackInStockRequest.objects.values_list("sku", "email", "language")
    return sorted(rows)


def bring(sku: str = "TIDE-A3", pieces: int = 1) -> None:
    stock.adjust(sku=sku, delta=pieces, kind=MovementKind.DELIVERY)


def told() -> list[str]:
    """Who was written to, in order."""
    return [message.to[0] for message in mail.outbox]


def travelled():
    """The one mail as it travels."""
    [message] = mail.outbox
    return message_from_bytes(message.message().as_bytes(), policy=policy.default)
