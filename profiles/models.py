"""Who shops here: the account, the delivery details it keeps for next time, mails that wait for it."""

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField


class AccountManager(UserManager["User"]):
    """Accounts that can sign in: the way in asks for an e-mail address that is known to be theirs."""

    @transaction.atomic
    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        """An owner. Who makes one at the machine answers for the address; no mail has to arrive first.

        Raises ValueError without an address.
        """
        if not email:
            raise ValueError("An owner signs in with an e-mail address: give one.")
        user = super().create_superuser(username, email, password, **fields)
        EmailAddress.objects.create(user=user, email=user.email.lower(), verified=True, primary=True)
        return user


class User(AbstractUser):
    """An account, ours from the first migration so that it can grow."""

    # As Django's, but for `blank`: nobody can sign in without one.
    email = models.EmailField(_("email address"))

    objects: ClassVar[AccountManager] = AccountManager()

    if TYPE_CHECKING:
        profile: "UserProfile"

    class Meta(AbstractUser.Meta):
        # The few among many customers, for the job that looks who needs a second factor.
        indexes = (models.Index(fields=["id"], condition=models.Q(is_superuser=True), name="superusers"),)


class UserProfile(models.Model):
    """Default delivery details of one account, prefilled at checkout."""

    user = models.OneToOneField(User, models.CASCADE, related_name="profile")
    default_full_name = models.CharField(_("full name"), max_length=100, blank=True)
    default_phone_number = models.CharField(_("phone number"), max_length=32, blank=True)
    default_street_address1 = models.CharField(_("street and number"), max_length=120, blank=True)
    default_street_address2 = models.CharField(_("flat, floor, company"), max_length=120, blank=True)
    default_town_or_city = models.CharField(_("town or city"), max_length=80, blank=True)
    default_county = models.CharField(_("county or state"), max_length=80, blank=True)
    default_postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    default_country = CountryField(_("country"), blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return self.user.get_username()


class AccountMail(models.Model):
    """A mail about an account that waits for the worker; its row goes with it, the link inside too."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    to = models.EmailField()
    subject = models.CharField(max_length=255)
    body = models.TextField()
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    next_try_at = models.DateTimeField(default=timezone.now, db_default=Now(), db_index=True)

    def __str__(self) -> str:
        return str(self.id)


class Role(models.Model):
    """One of the shop's roles: the group that plays it, and what the shop has ever given to that group.

    What stands in `given` is not given again: what the owner took away stays away. `group` is None when the
    owner has deleted it.
    """

    name = models.SlugField(max_length=30, unique=True)
    group = models.OneToOneField(Group, models.SET_NULL, null=True, related_name="shop_role")
    given = models.JSONField(default=list, db_default=[])

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class SecondFactorDuty(models.Model):
    """Since when an account has to have a second factor; the days of grace count from there, once."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="duty")
    since = models.DateTimeField(default=timezone.now, db_default=Now())

    def __str__(self) -> str:
        return f"{self.user_id} since {self.since:%Y-%m-%d}"
