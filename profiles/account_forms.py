"""The forms of the accounts library in the shop's words: labels above the fields, nothing inside them."""

from typing import Any

from allauth.account import forms as library
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from form_layout.helper import ShopHelper
from profiles.email_changes import may_reset
from profiles.mailboxes import PrintableEmailField
from profiles.models import User

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "password1": _("Password"),
    "password2": _("Password again"),
    "oldpassword": _("Current password"),
}
NEW_PASSWORD_HELP = _("At least 12 characters. A few words in a row are good.")


MISSING = {
    "login": _("Enter your e-mail address."),
    "email": _("Enter your e-mail address."),
    "password": _("Enter your password."),
    "password1": _("Choose a password."),
    "password2": _("Enter the password once more."),
    "oldpassword": _("Enter your current password."),
}
ABOVE = "form-errors"  # the id of what is wrong with the whole of a form


class ShopWordsMixin(forms.BaseForm):
    """Gives the fields our labels and sentences, and takes the placeholders away."""

    judged_together: tuple[str, ...] = ()  # fields that are wrong together, and tied to the error above them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in list(self.fields.items()):
            field.label = LABELS.get(name, field.label)
            field.error_messages["required"] = MISSING.get(name, field.error_messages["required"])
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                self.fields[name] = _tidied(field)
        if "password1" in self.fields:
            self.fields["password1"].help_text = NEW_PASSWORD_HELP

    @property
    def helper(self) -> ShopHelper:
        """One field below the other, in the library's order."""
        if self.is_bound and self.non_field_errors():
            for name in self.judged_together:
                self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": ABOVE}
        return ShopHelper(*self.fields)


def _tidied(field: forms.EmailField) -> PrintableEmailField:
    """The same field, tidied before it is judged."""
    return PrintableEmailField(
        label=field.label,
        required=field.required,
        max_length=field.max_length,
        initial=field.initial,
        help_text=field.help_text,
        widget=field.widget,
        error_messages=field.error_messages,
    )


class LoginForm(ShopWordsMixin, library.LoginForm):
    """Signs in."""

    judged_together = ("login", "password")  # which of them is wrong is nobody's business


class SignupForm(ShopWordsMixin, library.SignupForm):
    """Makes an account."""

    def try_save(self, request: HttpRequest) -> tuple[Any, Any]:
        """As the library's, in the same time whether the address is known already or not."""
        if self.account_already_exists:
            self._make_in_vain(request)
        saved: tuple[Any, Any] = super().try_save(request)
        return saved

    def _make_in_vain(self, request: HttpRequest) -> None:
        """Do all that makes a new account, the slow hash and the writing too, and take it back."""
        adapter = get_adapter()
        user = adapter.save_user(request, adapter.new_user(request), self, commit=False)
        with transaction.atomic():  # the hash is made: nobody waits for the database meanwhile
            user.save()
            setup_user_email(request, user, [EmailAddress(email=user.email)])
            transaction.set_rollback(True)


class AddEmailForm(ShopWordsMixin, library.AddEmailForm):
    """Asks for the new address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class ChangePasswordForm(ShopWordsMixin, library.ChangePasswordForm):
    """Changes the password, knowing the current one."""


class SetPasswordForm(ShopWordsMixin, library.SetPasswordForm):
    """Sets a first password."""


class ResetPasswordForm(ShopWordsMixin, library.ResetPasswordForm):
    """Asks for a link to choose a new password; it goes to addresses that were proven."""

    users: list[User]

    def clean_email(self) -> str:
        email = str(super().clean_email()).lower()  # as it was proven, however it is typed today
        self.users = [user for user in self.users if may_reset(user, email)]
        return email


class ResetPasswordKeyForm(ShopWordsMixin, library.ResetPasswordKeyForm):
    """Chooses a new password behind that link."""


class ReauthenticateForm(ShopWordsMixin, library.ReauthenticateForm):
    """Asks for the password once more."""
