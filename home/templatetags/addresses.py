"""Addresses made from the address of the page."""

from django import template
from django.http import QueryDict

register = template.Library()


@register.filter
def without_page(query: QueryDict) -> str:
    """The parameters of a list's address but for its page number, ready to be followed by one."""
    kept = query.copy()
    kept.pop("page", None)
    return f"{kept.urlencode()}&" if kept else ""
