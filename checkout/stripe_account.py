"""The shop's account at Stripe: who it is, and where it sends its events. For the commands that set it up."""

import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from checkout.gateway import API_VERSION, EVENT_TYPES, PAGE_LENGTH, calling, client
from checkout.payments.answers import every, reading


@dataclass(frozen=True)
class Account:
    """What our key opens: `clock_skew` is how many seconds Stripe's clock is ahead of ours."""

    id: str
    currency: str
    can_charge: bool
    clock_skew: float


@dataclass(frozen=True)
class Endpoint:
    """One webhook endpoint as Stripe has it; `secret` only in the answer that made it."""

    id: str
    url: str
    events: frozenset[str]
    api_version: str
    is_enabled: bool
    secret: str = ""


def own_account() -> Account:
    """The account behind our key. Raises KeyRefused, StripeUnavailable, StripeRefused."""
    with calling("retrieve the account"):
        account = client().v1.accounts.retrieve_current()
        with reading():
            return _account(account)


def _account(account: Any) -> Account:
    stamp = account.last_response.headers.get("date", "") if account.last_response else ""
    fields = account.to_dict()
    return Account(
        id=fields["id"],
        currency=fields.get("default_currency") or "",
        can_charge=bool(fields.get("charges_enabled")),
        clock_skew=parsedate_to_datetime(stamp).timestamp() - time.time() if stamp else 0.0,
    )


def endpoints() -> list[Endpoint]:
    """The account's webhook endpoints. Raises KeyRefused, StripeUnavailable, StripeRefused."""
    with calling("list webhook endpoints"):
        pages = client().v1.webhook_endpoints.list({"limit": PAGE_LENGTH})
        return [_endpoint(found) for found in every(pages)]


def create_endpoint(url: str) -> Endpoint:
    """Register `url` for our events, in this library's version. Raises as `endpoints` does."""
    params: Any = {"url": url, "enabled_events": list(EVENT_TYPES), "api_version": API_VERSION}
    with calling("create a webhook endpoint"):
        return _endpoint(client().v1.webhook_endpoints.create(params))


def update_endpoint(endpoint_id: str) -> Endpoint:
    """Switch an endpoint on, for our events; its version and secret stay. Raises as `endpoints` does."""
    params: Any = {"enabled_events": list(EVENT_TYPES), "disabled": False}
    with calling("update a webhook endpoint"):
        return _endpoint(client().v1.webhook_endpoints.update(endpoint_id, params))


def _endpoint(found: Any) -> Endpoint:
    with reading():
        fields = found.to_dict()
        return Endpoint(
            id=fields["id"],
            url=fields["url"],
            events=frozenset(fields["enabled_events"]),
            api_version=fields.get("api_version") or "",
            is_enabled=fields["status"] == "enabled",
            secret=fields.get("secret") or "",
        )


def webhook_url() -> str:
    """Where Stripe shall send our events."""
    return settings.SITE_URL + reverse("checkout:webhook")
