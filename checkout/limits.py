"""Rate limits that all workers share: counted in the database, exact in any number."""

from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from checkout.models import RateCount
from profiles.security_log import hashed, note

# Django's own upsert cannot add to what is there, and three statements are two too many for every request.
COUNT_ONE = (
    'INSERT INTO checkout_ratecount ("key", "window", "count", expires_at) VALUES (%s, %s, 1, %s) '
    'ON CONFLICT ("key", "window") DO UPDATE SET "count" = checkout_ratecount."count" + 1 RETURNING "count"'
)


class Limit(NamedTuple):
    """At most `times` in `seconds`."""

    name: str
    times: int
    seconds: int


CHECKOUT_PAGE = Limit("page", 60, 600)
CHECKOUT_PAGE_BY_ADDRESS = Limit("page-ip", 120, 3600)
GATE = Limit("gate", 30, 600)
GATE_BY_ADDRESS = Limit("gate-ip", 120, 3600)
PLACE = Limit("place", 60, 600)


def new_payments() -> Limit:
    """How many payments one address may begin, which is what somebody who tries stolen cards is after.

    Pages of a checkout that is open already do not count: a fresh session is cheap, a payment is not.
    """
    return Limit("payment-ip", settings.SHOP_NEW_PAYMENTS_PER_HOUR, 3600)


class TooMany(Exception):
    """Too many tries; `retry_after` says in how many seconds the next one is welcome."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


def spend(limit: Limit, key: str) -> None:
    """Count one try of `key`. Raises TooMany beyond the limit; exact with any number of workers."""
    if not settings.SHOP_RATE_LIMITS:
        return
    counted = count(limit, key)
    if counted.times > limit.times:
        by = key if limit.name.endswith("-ip") else hashed(key)
        note("limit_reached", f"{limit.name} {by}", limit=limit.name, by=by)
        raise TooMany(counted.until - int(timezone.now().timestamp()))


class Counted(NamedTuple):
    """How often in a window of time, which goes from `since` to before `until` (seconds of the epoch)."""

    times: int
    since: int
    until: int


def count(limit: Limit, key: str) -> Counted:
    """Count one try of `key` and answer how many that makes; refuses nothing."""
    window = int(timezone.now().timestamp()) // limit.seconds
    times = _count(f"{limit.name}:{key}"[:120], window, limit.seconds)
    return Counted(times, window * limit.seconds, (window + 1) * limit.seconds)


def give_back(limit: Limit, key: str) -> None:
    """Take one try of `key` back that was counted in this window."""
    _tries(limit, key).filter(count__gt=0).update(count=F("count") - 1)


def forget_tries(limit: Limit, key: str) -> None:
    """Take all tries of `key` back."""
    _tries(limit, key).delete()


def _tries(limit: Limit, key: str) -> QuerySet[RateCount]:
    window = int(timezone.now().timestamp()) // limit.seconds
    return RateCount.objects.filter(key=f"{limit.name}:{key}"[:120], window=window)


def _count(key: str, window: int, seconds: int) -> int:
    expires_at = datetime.fromtimestamp((window + 2) * seconds, UTC)
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE, [key, window, connection.ops.adapt_datetimefield_value(expires_at)])
        return int(cursor.fetchone()[0])


def spend_for(request: HttpRequest, *limits: Limit) -> None:
    """Count one try by session and by address. Raises TooMany."""
    for limit in limits:
        by_address = limit.name.endswith("-ip")
        spend(limit, client_address(request) if by_address else _session_key(request))


def _session_key(request: HttpRequest) -> str:
    if not request.session.session_key:
        request.session.save()
    return request.session.session_key or ""


def client_address(request: HttpRequest) -> str:
    """The shopper's address: behind N trusted proxies the N-th entry of X-Forwarded-For from the right.

    What stands further left was written by the client and is never believed. Of IPv6 it is the network of
    64 bits that one customer gets (RFC 6177): who counts single addresses there counts nothing.
    """
    trusted = settings.SHOP_TRUSTED_PROXIES
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if trusted and len(chain) >= trusted:
        return _customer(chain[-trusted])
    return _customer(str(request.META.get("REMOTE_ADDR", "")))


def _customer(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:  # a socket's path, or what a proxy calls itself
        return address
    if isinstance(known, IPv4Address):
        return address
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(IPv6Network((int(known) >> 64 << 64, 64)))
