"""Who shops here: the account, the delivery details it keeps for next time, mails that wait for it."""

from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField


class User(AbstractUser):
    """An account, ours from the first migration so that it can grow."""

    if TYPE_CHECKING:
        profile: "UserProfile"


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
