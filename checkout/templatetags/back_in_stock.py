"""The template tag for the form that asks to be told."""

from collections.abc import Sequence

from django import template

from catalogue.options import SoldOut
from checkout.back_in_stock.forms import AddressForm

register = template.Library()


@register.simple_tag
def address_form(pieces: Sequence[SoldOut], email: str = "") -> AddressForm:
    """The form for `pieces`, with the account's `email` in it."""
    return AddressForm(initial={"email": email}).offer(pieces)
