"""The form's one field: where to write to."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from catalogue.models import BackInStockRequest
from checkout.back_in_stock import texts


def validate_printable(value: str) -> None:
    """Django takes line separators of other scripts for letters of a domain."""
    if not value.isprintable():
        raise ValidationError(texts.NOT_AN_ADDRESS, code="invalid")


class MailboxField(forms.EmailField):
    """An e-mail address in small letters, so that one mailbox cannot wait twice."""

    default_validators = [validate_email, validate_printable]

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
