"""The one Stripe account that the double plays: keys, clock, objects and what surrounds a request."""

import re
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

from stripe_double.errors import Json
from stripe_double.ids import new_id
from stripe_double.store import Store

API_VERSION = "2026-10-28.endive"
LIVE_KEY = re.compile(r"(sk|pk|rk)_live_")


class LiveKeyRefused(ValueError):
    """Somebody tried to use the double beside a key that moves real money."""


def refuse_live_key(key: str) -> str:
    """Answer the key unchanged. Raises LiveKeyRefused: it is a live one."""
    if LIVE_KEY.search(key):
        raise LiveKeyRefused("This is an offline double of Stripe: it refuses to run beside live keys.")
    return key


@dataclass(frozen=True)
class Origin:
    """Which request caused something; events carry it."""

    request_id: str | None = None
    idempotency_key: str | None = None


class Outbox(Protocol):
    """Whoever delivers events to webhook endpoints."""

    def send(self, event: Json) -> None:
        """Take over the delivery of one event."""


@dataclass
class Account:
    """Keys, clock, objects and outbox, shared by all requests."""

    store: Store
    outbox: Outbox
    secret_key: str = "sk_test_double"
    public_key: str = "pk_test_double"
    base_url: str = ""
    clock_offset: float = 0.0
    account_id: str = "acct_1StripeDouble"
    country: str = "IE"
    currency: str = "eur"
    is_lenient: bool = False  # lets payments in processing be canceled, as Stripe does in rare cases

    def now(self) -> int:
        """Answer the account's time in whole seconds."""
        return int(time.time() + self.clock_offset)


@dataclass(frozen=True)
class Call:
    """One API request, authenticated and decoded, on its way to its handler."""

    account: Account
    params: Json
    args: tuple[str, ...] = ()
    is_secret: bool = True
    origin: Origin = field(default_factory=Origin)

    @property
    def store(self) -> Store:
        return self.account.store

    def with_params(self, params: Json) -> "Call":
        """Answer the same call with other parameters."""
        return Call(self.account, params, self.args, self.is_secret, self.origin)


def new_object(account: Account, prefix: str, kind: str, **fields: Any) -> Json:
    """Build an object with what all of Stripe's objects have."""
    return {
        "id": new_id(prefix),
        "object": kind,
        "created": account.now(),
        "livemode": False,
        "metadata": {},
        **fields,
    }
