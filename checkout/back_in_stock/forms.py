"""The form that asks for one mail: which piece, and where to write to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import BackInStockRequest
from catalogue.options import SoldOut
from checkout.back_in_stock import texts
from form_layout.helper import ShopHelper
from profiles.mailboxes import PrintableEmailField


class MailboxField(PrintableEmailField):
    """An e-mail address in small letters, so that one mailbox cannot wait twice."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").lower()


class AddressForm(forms.Form):
    """Where to write to; several pieces are a choice. Whether one is sold out is not for the form to say."""

    sku = forms.CharField(label=_("Which one?"), widget=forms.HiddenInput, required=False)
    email = MailboxField(
        label=_("E-mail address"),
        help_text=texts.ONCE,
        max_length=BackInStockRequest._meta.get_field("email").max_length,
        error_messages={
            "required": texts.NO_ADDRESS,
            "invalid": texts.NOT_AN_ADDRESS,
            "max_length": texts.NOT_AN_ADDRESS,
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "back-%s", **kwargs})
        self.pieces: Sequence[SoldOut] = ()

    def offer(self, pieces: Sequence[SoldOut]) -> "AddressForm":
        """This form, asking about `pieces`."""
        self.pieces = pieces
        chosen = next((piece for piece in pieces if piece.is_chosen), pieces[0])
        self.initial["sku"] = chosen.sku
        if len(pieces) > 1:
            choices = [(piece.sku, piece.label) for piece in pieces]
            self.fields["sku"].widget = forms.Select(attrs={"autocomplete": "off"}, choices=choices)
        return self

    @property
    def helper(self) -> ShopHelper:
        """The error stands beside its field alone, which takes the focus: the form is that small."""
        if self.is_bound and self.errors:
            self.fields["email"].widget.attrs["autofocus"] = True
        return ShopHelper("sku", "email", summary="")
