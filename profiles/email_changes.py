"""An address changes when its owner proves the new one, whoever asked for it; the old one is told."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.models import EmailAddress
from django.db import transaction
from django.http import HttpRequest

from profiles.models import User


def is_taken(email: str, user: User) -> bool:
    """Whether another account has this address."""
    return any(other.pk != user.pk for other in filter_users_by_email(email))


def start_change(request: HttpRequest, user: User, email: str) -> None:
    """Ask the new address for its proof and tell the old one, which stays in use until then."""
    old = user.email
    if EmailAddress.objects.filter(user=user, verified=True).exists():
        EmailAddress.objects.add_new_email(request, user, email)
    else:
        _replace_unproven(user, email).send_confirmation(request)
    if old:
        tell = get_adapter(request).send_notification_mail
        tell("account/email/email_change_asked", user, {"to_email": email}, email=old)


@transaction.atomic
def _replace_unproven(user: User, email: str) -> EmailAddress:
    """Nobody ever proved an address of this account, so there is none to keep."""
    EmailAddress.objects.filter(user=user).delete()
    user.email = email
    user.save(update_fields=["email"])
    return EmailAddress.objects.create(user=user, email=email, primary=True)


def may_reset(user: Any, email: str) -> bool:
    """Whether a link to a new password may go to `email`: to what was proven alone.

    A shopper's account that never proved an address has nothing that its link could give away: it is the
    proof. Somebody who may enter the admin signs in first, with the password that was given.
    """
    proven = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    if proven:
        return email.lower() in {address.lower() for address in proven}
    return not user.has_perm("wagtailadmin.access_admin")
