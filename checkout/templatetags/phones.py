"""The template filter for phone numbers."""

from django import template

from profiles.phones import shown_phone

register = template.Library()


@register.filter
def phone(stored: str, country: object) -> str:
    """The number as it is dialled within `country`, or with its code."""
    return shown_phone(stored, str(country))
