"""People in the admin: who may change whom, and addresses that change by proof alone."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views import users as wagtail

from profiles.asking_again import kept_form
from profiles.email_changes import is_taken, start_change
from profiles.mailboxes import validate_printable
from profiles.models import User
from profiles.security_log import note

TICKED = ("is_active", "is_superuser")


def may_give_roles(editor: Any) -> bool:
    """Whoever may change what a role may do may give it too; else one could give oneself any."""
    return bool(editor.has_perm("auth.change_group"))


class PersonForm(forms.ModelForm):
    """What both forms about a person share: no one gives more than is theirs to give."""

    def __init__(self, *args: Any, editor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].validators.append(validate_printable)
        if not editor.is_superuser:
            self.fields.pop("is_superuser", None)
        if not may_give_roles(editor):
            self.fields.pop("groups", None)

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if is_taken(email, self.instance):
            raise forms.ValidationError(_("Another account has this address."))
        return email


class NewPersonForm(PersonForm, UserCreationForm):
    """Makes an account; its address is proven at the first sign-in."""


class ChangedPersonForm(PersonForm, UserEditForm):
    """Changes all but the address, which is only asked for: `asked_email` or ""."""

    asked_email = ""

    def clean_email(self) -> str:
        old = self.instance.email
        if self.cleaned_data["email"].lower() != old.lower():
            self.asked_email = super().clean_email()
        return old


class AsEditor:
    """Hands the form its editor, and what waited while the editor was asked for the password."""

    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return kwargs | {"editor": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()  # type: ignore[misc]
        kept = kept_form(self.request)
        if kept is None:
            return initial
        ticked = {name: name in kept for name in TICKED}
        return initial | kept.dict() | ticked | {"groups": kept.getlist("groups")}


class AddPerson(AsEditor, wagtail.CreateView):
    """A new account, its address unproven."""

    def save_instance(self) -> User:
        user: User = super().save_instance()
        EmailAddress.objects.create(user=user, email=user.email, primary=True)
        return user


class ChangePerson(AsEditor, wagtail.EditView):
    """An account; owners are changed by owners."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object.is_superuser and not getattr(request.user, "is_superuser", False):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self) -> User:
        user: User = super().save_instance()
        if self.form.asked_email:
            self._note("email_change_asked_by_staff", user)
            start_change(self.request, user, self.form.asked_email)
            said = {"email": self.form.asked_email}
            text = _("The address changes when the mail to %(email)s is confirmed.") % said
            messages.info(self.request, text)
        if self.form.cleaned_data.get("password1"):
            self._note("password_changed_by_staff", user)
            get_adapter(self.request).send_notification_mail("account/email/password_changed", user)
        return user

    def _note(self, kind: str, user: User) -> None:
        note(kind, user.pk, user=user.pk, by_user=self.request.user.pk)


class PeopleViewSet(wagtail.UserViewSet):
    """Wagtail's pages about users, with our forms."""

    add_view_class = AddPerson
    edit_view_class = ChangePerson
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        return ChangedPersonForm if for_update else NewPersonForm
