"""The forms of the second factor in the shop's words; codes are guessed as rarely as passwords."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from checkout.limits import Limit, TooMany, give_back, spend

CODE = Limit("code", 5, 300)


class CodeMixin(forms.Form):
    """A code, tried five times in five minutes, in all processes together."""

    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code")
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs["inputmode"] = "text" if self.takes_recovery_codes else "numeric"

    takes_recovery_codes = True

    def clean_code(self) -> str:
        key = str(self.user.pk)
        try:
            spend(CODE, key)
        except TooMany as error:
            raise get_adapter().validation_error("too_many_login_attempts") from error
        code: str = super().clean_code()  # type: ignore[misc]
        give_back(CODE, key)
        return code


class AuthenticateForm(CodeMixin, base.AuthenticateForm):
    """The code at the sign-in."""


class ReauthenticateForm(CodeMixin, base.ReauthenticateForm):
    """The code once more."""


class ActivateTOTPForm(CodeMixin, totp.ActivateTOTPForm):
    """The first code of an app."""

    takes_recovery_codes = False


class NamedMixin(forms.Form):
    """The name of a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].validators.append(MaxLengthValidator(100))


class AddPasskeyForm(NamedMixin, webauthn.AddWebAuthnForm):
    """A new passkey; the credential is the browser's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("So that you know it again: phone, laptop, key.")
        field = self.fields["passwordless"]
        field.label, field.help_text, field.initial = _("Sign in with it instead of the password"), "", True


class RenamePasskeyForm(NamedMixin, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""
