"""Who has to have a second factor, and since when: whoever touches money or people."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from profiles.models import SecondFactorDuty, User

TOUCHES_MONEY_OR_PEOPLE = (
    "checkout.refund_order",
    "checkout.review_order",
    "checkout.change_ordersettings",
    *(f"profiles.{action}_user" for action in ("add", "change", "delete")),
    *(f"auth.{action}_group" for action in ("add", "change", "delete")),
)


def needs_second_factor(user: Any) -> bool:
    """Whether what this user may do asks for one."""
    return bool(user.is_active) and any(map(user.has_perm, TOUCHES_MONEY_OR_PEOPLE))


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this session's sign-in, or something since, proved the factor; a passkey is one."""
    user: Any = request.user
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records)


def grace_ends(user: User) -> datetime:
    """When the admin closes for this user without a factor; the first look begins the count."""
    duty, _ = SecondFactorDuty.objects.get_or_create(user=user)
    return duty.since + timedelta(days=settings.SHOP_SECOND_FACTOR_GRACE_DAYS)


def is_in_grace(user: User) -> bool:
    """Whether there are days left."""
    ends = grace_ends(user)
    return timezone.now() < ends


def is_reminded(user: Any) -> bool:
    """Whether the user is told to set a factor up."""
    is_asked = settings.SHOP_STAFF_SECOND_FACTOR and needs_second_factor(user)
    return is_asked and not is_mfa_enabled(user)


def note_duties() -> int:
    """Begin the count for those who got such a role since the last look; answers how many."""
    labels = [label.split(".") for label in TOUCHES_MONEY_OR_PEOPLE]
    named = [Q(content_type__app_label=app, codename=name) for app, name in labels]
    given = Permission.objects.filter(Q(*named, _connector=Q.OR))
    staff = User.objects.filter(is_active=True, duty=None)
    # Each by its index: most accounts are customers', whom nobody needs to walk through.
    found = (
        set(staff.filter(is_superuser=True).values_list("pk", flat=True))
        | set(staff.filter(groups__permissions__in=given).values_list("pk", flat=True))
        | set(staff.filter(user_permissions__in=given).values_list("pk", flat=True))
    )
    SecondFactorDuty.objects.bulk_create(
        [SecondFactorDuty(user_id=pk) for pk in found], ignore_conflicts=True
    )
    return len(found)
