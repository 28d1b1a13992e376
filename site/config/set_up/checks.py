"""What `check --deploy` says of the shop's address and owners; silent where no database answers."""

from collections.abc import Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Warning, register
from django.db import DatabaseError
from wagtail.models import Site


@register(deploy=True)
def site_record_and_address_agree(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Say when Wagtail writes links to another address than `SITE_URL`; silent where no database answers."""
    try:
        site = Site.objects.filter(is_default_site=True).first()
    except DatabaseError:
        return []
    hint = "Run manage.py set_up_shop."
    if site is None:
        return [Warning("There is no site record yet.", hint=hint, id="shop.W006")]
    if site.root_url != settings.SITE_URL:
        text = f"The site record says {site.root_url}, SITE_URL says {settings.SITE_URL}."
        return [Warning(text, hint=hint, id="shop.W006")]
    return []


@register(deploy=True)
def owners_can_sign_in(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Name the owners whom the way in refuses: without an address, or with one that waits for a mail."""
    try:
        let_in = EmailAddress.objects.filter(verified=True).values("user")
        shut = list(get_user_model().objects.filter(is_superuser=True).exclude(pk__in=let_in))
    except DatabaseError:
        return []
    hint = "Run manage.py set_up_shop --owner-email with the address."
    return [Warning(f"{one} cannot sign in: no verified e-mail.", hint=hint, id="shop.W007") for one in shut]
