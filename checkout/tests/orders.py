"""Orders for tests that only read them; how orders come about is tested elsewhere."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from checkout.models import CheckoutAttempt, Order, OrderLineItem
from profiles.models import User
from profiles.services import profile_of


def make_order(
    user: User | None, names: tuple[str, ...] = ("Tide",), image: Any = None, **fields: Any
) -> Order:
    """An order of one piece at 24.00 for each name, delivered free; a guest's without `user`."""
    total = Decimal("24.00") * len(names)
    attempt = CheckoutAttempt.objects.create(
        currency="eur",
        intent_amount_minor=int(total * 100),
        expires_at=timezone.now() + timedelta(minutes=30),
    )
    order = Order.objects.create(
        attempt=attempt,
        user_profile=profile_of(user) if user else None,
        **{
            "full_name": "Ada Lovelace",
            "email": "ada@example.com",
            "street_address1": "Hauptstraße 1",
            "town_or_city": "Berlin",
            "postcode": "10115",
            "country": "DE",
            "currency": "eur",
            "order_total": total,
            "delivery_cost": Decimal("0.00"),
            "grand_total": total,
            "paid_total": total,
            "original_bag": "[]",
        }
        | fields,
    )
    OrderLineItem.objects.bulk_create(_line(order, name, image) for name in names)
    return order


def _line(order: Order, name: str, image: Any) -> OrderLineItem:
    price = Decimal("24.00")
    return OrderLineItem(
        order=order, image=image, sku=name.upper().replace(" ", "-"), name=name, quantity=1,
        unit_price=price, regular_price=price, lineitem_total=price,
    )  # fmt: skip
