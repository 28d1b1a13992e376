"""Keeps who wants to be told of which piece, and forgets them when they say so."""

from django.utils.crypto import salted_hmac

from catalogue.models import BackInStockRequest
from catalogue.offers import Offer, offers_for
from checkout.back_in_stock import texts
from checkout.bag.inputs import SKU
from checkout.bag.names import full_name

SALT = "checkout.back-in-stock"


class NothingToWaitFor(Exception):
    """No mail can be promised; `text` tells the shopper why."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def sold_out_offer(sku: str) -> Offer:
    """What is sold under `sku` and is out of stock now. Raises NothingToWaitFor.

    Nobody can ask for a piece that is there: the mail would leave at once, to whatever address was typed.
    """
    offer = offers_for([sku]).get(sku) if SKU.fullmatch(sku) else None
    if offer is None:
        raise NothingToWaitFor(str(texts.NOT_FOR_SALE))
    if offer.free > 0:
        raise NothingToWaitFor(texts.IS_HERE % {"name": full_name(offer)})
    return offer


def remember(*, sku: str, email: str, language: str) -> None:
    """Let `email` wait for `sku`, once however often it is asked; the mail speaks the language asked last."""
    asked = BackInStockRequest(sku=sku, email=email, language=language, withdrawal_key=withdrawal_key(email))
    BackInStockRequest.objects.bulk_create(
        [asked], update_conflicts=True, unique_fields=["sku", "email"], update_fields=["language"]
    )


def waiting_under(key: str) -> int:
    """For how many pieces the address of `key` waits."""
    return BackInStockRequest.objects.filter(withdrawal_key=key).count()


def withdraw(key: str) -> None:
    """Forget the address of `key`, whatever it waits for."""
    BackInStockRequest.objects.filter(withdrawal_key=key).delete()


def withdrawal_key(email: str) -> str:
    """The signature that stands for `email` in links: a shopper's address belongs in no log of addresses."""
    return salted_hmac(SALT, email, algorithm="sha256").hexdigest()
