"""The pieces of an awaited payment, in the shape in which pages and mails show lines of an order."""

from typing import Any

from django.db.models import QuerySet
from wagtail.images import get_image_model

from checkout.models import CheckoutQuote, OrderLineItem
from checkout.quotes import FrozenLine, lines_of


def lines_shown(quote: CheckoutQuote) -> list[OrderLineItem]:
    """Lines of no order (and never saved), with the pictures that still exist; one query."""
    lines = lines_of(quote)
    found: QuerySet = get_image_model().objects.filter(pk__in=[line.image_id for line in lines])
    images = {image.pk: image for image in found}
    return [_shown(line, images.get(line.image_id)) for line in lines]


def _shown(line: FrozenLine, image: Any) -> OrderLineItem:
    return OrderLineItem(image=image, **line.as_sold())
