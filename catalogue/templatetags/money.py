"""The template filter for amounts."""

from decimal import Decimal

from django import template

from catalogue.money import format_money

register = template.Library()


@register.filter
def money(amount: Decimal | None, currency: str | None = None) -> str:
    """`amount` as a shopper reads it; nothing for None."""
    return "" if amount is None else format_money(amount, currency)
