"""The form's one field: where to write to."""

from typing import Any

from django import forms

from catalogue.models import BackInStockRequest
from checkout.back_in_stock import texts
from profiles.mailboxes import PrintableEmailField


class MailboxField(PrintableEmailField):
    """An e-mail address in small letters, so that one mailbox cannot wait twice."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").lower()


class AddressForm(forms.Form):
    """Where to write to."""

    email = MailboxField(
        max_length=BackInStockRequest._meta.get_field("email").max_length,
        error_messages={
            "required": texts.NO_ADDRESS,
            "invalid": texts.NOT_AN_ADDRESS,
            "max_length": texts.NOT_AN_ADDRESS,
        },
    )
