"""A payment that is on its way: confirmed by the shopper, not yet answered by the bank."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse

from checkout.models.attempts import AttemptState, CheckoutAttempt, CheckoutQuote
from checkout.models.orders import NUMBER_ALPHABET

REFERENCE_GROUPS, REFERENCE_GROUP_LENGTH = 3, 4


def new_reference() -> str:
    """What page and mails call an awaited payment: told apart from an order's number by its P."""
    groups = (
        "".join(secrets.choice(NUMBER_ALPHABET) for _ in range(REFERENCE_GROUP_LENGTH))
        for _ in range(REFERENCE_GROUPS)
    )
    return "-".join((settings.SHOP_ORDER_PREFIX, "P", *groups))


class AwaitedPayment(models.Model):
    """That the pieces of `quote` have left the bag, because a bank has been told to pay for them.

    Written once a checkout and never changed; how it stands is the checkout's state.
    """

    attempt = models.OneToOneField(CheckoutAttempt, models.CASCADE, related_name="awaited")
    quote = models.ForeignKey(CheckoutQuote, models.CASCADE, related_name="+")
    reference = models.CharField(max_length=40, unique=True, default=new_reference)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("checkout:awaited", args=[self.reference])

    @property
    def is_waiting(self) -> bool:
        return self.attempt.state == AttemptState.AWAITING

    @property
    def has_failed(self) -> bool:
        return self.attempt.state == AttemptState.EXPIRED

    @property
    def email(self) -> str:
        """Where its mails go."""
        return str(self.quote.details.get("email", ""))

    @property
    def first_name(self) -> str:
        """How the shop greets: the first word of the name."""
        return str(self.quote.details.get("full_name", "")).split(" ")[0]
