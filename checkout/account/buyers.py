"""Who has bought what: an account's products, by the key that all languages and aliases of one share."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from checkout.models import OrderLineItem, OrderState
from profiles.models import User

# Paid and not taken back; what is being checked or disputed does not count yet.
COUNTED = (OrderState.PAID, OrderState.PART_REFUNDED)


def bought_by(user: User) -> QuerySet[OrderLineItem, Any]:
    """The keys of the products in the paid orders of `user`, see `catalogue.reviews.product_key_of`."""
    key = Coalesce("product__alias_of__translation_key", "product__translation_key")
    lines = OrderLineItem.objects.filter(order__user_profile__user=user, order__state__in=COUNTED)
    return lines.filter(product__isnull=False).annotate(key=key).order_by().values_list("key", flat=True)


def has_bought(user: User, key: UUID) -> bool:
    """Whether `user` has bought the product, and so may review it."""
    return bought_by(user).filter(Q(key=key)).exists()
