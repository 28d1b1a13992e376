"""E-mail addresses that people type: what Django lets pass and no mail server would."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, validate_email


def validate_printable(value: str) -> None:
    """Django takes line separators of other scripts for letters of a domain."""
    if not value.isprintable():
        raise ValidationError(EmailValidator.message, code="invalid")


class PrintableEmailField(forms.EmailField):
    """An e-mail address without anything that a mail's header could not hold."""

    default_validators = [validate_email, validate_printable]
