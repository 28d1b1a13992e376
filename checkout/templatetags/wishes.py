"""The template tag for the heart beside a product."""

from typing import Any
from uuid import UUID

from django import template

from checkout.account.wishes import is_wished

register = template.Library()


@register.simple_tag(takes_context=True)
def wished(context: dict[str, Any], key: UUID) -> bool:
    """Whether the product is on the visitor's wishlist; False on pages that are kept for everybody."""
    return is_wished(context["request"], key)
