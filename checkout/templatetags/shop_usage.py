"""What Wagtail's pages about deleting and unpublishing say of a product."""

from typing import Any

from django import template
from wagtail.models import Page

from checkout.admin.usage import ProductUse, use_of

register = template.Library()


@register.simple_tag(takes_context=True)
def product_use(context: dict[str, Any]) -> ProductUse | None:
    """The use of the products that the context's page is about; None for what has none."""
    page = context.get("page")
    if isinstance(page, dict):  # one of many
        page = page.get("item")
    request = context.get("request")
    return use_of(page, request.user) if request and isinstance(page, Page) else None
