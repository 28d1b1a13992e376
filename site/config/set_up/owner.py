"""The first owner: an account that can sign in at once, with a password or a link to choose one."""

import os
from urllib.parse import quote

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.utils import generate_unique_username
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from config.roles.keeping import group_of
from config.roles.lists import OWNER
from config.set_up.answers import BadAnswer
from config.set_up.report import Report
from profiles.models import User

PASSWORD = "SHOP_OWNER_PASSWORD"  # noqa: S105  (the name of a setting)


def make_owner(email: str, report: Report) -> str:
    """Make the owner or let one in who could not sign in; answers a link to choose a password, or nothing.

    Raises BadAnswer for a password that the shop refuses.
    """
    user = _known(email)
    if user is None:
        user = _new(email)
        report.made(f"owner {email}")
    elif user.is_superuser:
        report.kept(f"owner {email}")
    else:
        _lock(user)  # whoever knew the customer's password must not own the shop
        report.made(f"owner {email}, who was no owner; the password has to be chosen anew")
    if not user.has_usable_password() and (password := os.environ.get(PASSWORD, "")):
        _set_password(user, password)
    _let_in(user, email, report)
    return "" if user.has_usable_password() else _link(user)


def _known(email: str) -> User | None:
    """The account of this address, else the one owner who has no address at all."""
    proven = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    user = proven.user if proven else User.objects.filter(email__iexact=email).first()
    nameless = list(User.objects.filter(is_superuser=True, email=""))
    return user or (nameless[0] if len(nameless) == 1 else None)


def _new(email: str) -> User:
    return User.objects.create_superuser(generate_unique_username([email]), email, None)


def _lock(user: User) -> None:
    user.is_superuser = user.is_staff = user.is_active = True
    user.set_unusable_password()
    user.save()


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadAnswer(f"{PASSWORD}: {' '.join(error.messages)}") from error
    user.set_password(password)
    user.save()


def _let_in(user: User, email: str, report: Report) -> None:
    """The address is the account's own and verified: who sets a shop up answers for it."""
    if not user.email:
        user.email = email
        user.save()
        report.made(f"address {email} for {user.username}, who had none")
    address, _is_new = EmailAddress.objects.get_or_create(user=user, email=email)
    if not (address.verified and address.primary):
        EmailAddress.objects.filter(user=user).update(primary=False)
        EmailAddress.objects.filter(pk=address.pk).update(verified=True, primary=True)
    if group := group_of(OWNER):
        user.groups.add(group)


def _link(user: User) -> str:
    """Where the password is chosen; works once, and without any mail."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return settings.SITE_URL + path.replace("UID-KEY", quote(key))
