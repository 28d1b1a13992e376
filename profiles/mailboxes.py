"""E-mail addresses that people type, and the names that our own mails travel under."""

from email.utils import parseaddr
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from profiles.typed import tidy_code


def validate_printable(value: str) -> None:
    """Django takes line separators of other scripts for letters of a domain."""
    if not value.isprintable():
        raise ValidationError(EmailValidator.message, code="invalid")


# Without Django's exception for "localhost", and without what is an address by the book alone: quoted names,
# numbers for a domain. The payment service takes none of these.
_validate_public = EmailValidator(allowlist=[])


def validate_public(value: str) -> None:
    """An address that can be written to from anywhere, as Stripe wants it."""
    _validate_public(value)
    if any(sign in value for sign in '"[]'):
        raise ValidationError(EmailValidator.message, code="invalid")


class PrintableEmailField(forms.EmailField):
    """An e-mail address, tidied, without anything that a mail's header could not hold."""

    default_validators = [validate_public, validate_printable]

    def to_python(self, value: Any) -> Any:
        return super().to_python(tidy_code(value) if isinstance(value, str) else value)


def message_id(name: str) -> str:
    """The same for every try of the mail `name`: a mail server that took it once recognises it."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{name}@{domain}>"
