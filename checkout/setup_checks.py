"""Whether shop and Stripe fit together: each finding is one sentence that says what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.conf import settings

from checkout import gateway
from checkout.gateway import API_VERSION, EVENT_TYPES
from checkout.identity import foreign_so_far, shop_id
from checkout.signatures import SIGNATURE_TOLERANCE
from checkout.stripe_account import Account, Endpoint, endpoints, own_account, webhook_url

SKEW_WARNING, SKEW_ERROR = 60, SIGNATURE_TOLERANCE  # seconds


class Level(Enum):
    """How bad a finding is; errors keep a shop from being paid."""

    FINE = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    level: Level
    text: str


def findings() -> Iterator[Finding]:
    """Look at settings, account and webhook endpoint. Reads only; without an accepted key it ends early."""
    yield from _settings()
    try:
        account, known = own_account(), endpoints()
    except gateway.KeyRefused:
        yield _error("Stripe does not accept STRIPE_SECRET_KEY. Copy it again from the dashboard.")
        return
    except (gateway.StripeUnavailable, gateway.StripeRefused) as error:
        yield _error(f"Stripe could not be asked ({type(error).__name__}). Check the network and try again.")
        return
    yield from _account(account)
    yield from _endpoint(known)
    yield from _other_shops()


def _settings() -> Iterator[Finding]:
    for name in ("STRIPE_PUBLIC_KEY", "STRIPE_SECRET_KEY"):
        if not getattr(settings, name):
            yield _error(f"{name} is not set.")
    if ("_live_" in settings.STRIPE_PUBLIC_KEY) != gateway.is_live():
        yield _error("STRIPE_PUBLIC_KEY and STRIPE_SECRET_KEY are of different modes.")
    if settings.STRIPE_WH_SECRETS:
        yield Finding(Level.FINE, f"Webhook secrets set: {len(settings.STRIPE_WH_SECRETS)}.")
    else:
        yield _error("STRIPE_WH_SECRET is not set: no webhook will be believed.")


def _account(account: Account) -> Iterator[Finding]:
    mode = "live" if gateway.is_live() else "test"
    yield Finding(Level.FINE, f"Key accepted: {mode} mode, account {account.id}.")
    if not account.can_charge:
        yield _error("The account may not charge yet. Finish its registration in the dashboard.")
    yield _currency(account)
    yield _clock(account.clock_skew)


def _currency(account: Account) -> Finding:
    charged = settings.STRIPE_CURRENCY
    if account.currency in ("", charged):
        return Finding(Level.FINE, f"Currency: {charged}.")
    text = f"The shop charges {charged}, the account pays out {account.currency}: Stripe will convert."
    return Finding(Level.WARNING, text)


def _clock(skew: float) -> Finding:
    off = abs(skew)
    if off <= SKEW_WARNING:
        return Finding(Level.FINE, "The clock agrees with Stripe's.")
    text = f"The clock is {off:.0f} seconds {'behind' if skew > 0 else 'ahead of'} Stripe's."
    if off <= SKEW_ERROR:
        return Finding(Level.WARNING, f"{text} Turn time synchronisation on.")
    return _error(f"{text} Webhooks are refused until it is set right.")


def _endpoint(known: list[Endpoint]) -> Iterator[Finding]:
    ours = [endpoint for endpoint in known if endpoint.url == webhook_url()]
    if not ours:
        yield _error(f"No webhook endpoint for {webhook_url()}. Run setup_stripe.")
    for endpoint in ours:
        problems = list(_problems(endpoint))
        yield from problems
        if not problems:
            yield Finding(Level.FINE, f"Webhook endpoint {endpoint.id} sends all that the shop needs.")


def _problems(endpoint: Endpoint) -> Iterator[Finding]:
    if not endpoint.is_enabled:
        yield _error(f"Webhook endpoint {endpoint.id} is switched off. Run setup_stripe.")
    missing = set() if "*" in endpoint.events else set(EVENT_TYPES) - endpoint.events
    if missing:
        yield _error(f"Webhook endpoint {endpoint.id} lacks {', '.join(sorted(missing))}. Run setup_stripe.")
    if endpoint.api_version != API_VERSION:
        sent = endpoint.api_version or "of the account"
        yield _error(
            f"Webhook endpoint {endpoint.id} sends version {sent}, the shop reads {API_VERSION}. "
            "Delete it in the dashboard, then run setup_stripe."
        )


def _other_shops() -> Iterator[Finding]:
    """How this shop is told from others on the account, and what came of theirs."""
    row = foreign_so_far()
    text = f"This shop's payments name it {shop_id()}. Events about payments of other shops: "
    yield Finding(Level.FINE, f"{text}{row.foreign_events}.")
    if row.foreign_events:
        yield Finding(
            Level.WARNING,
            f"The last of them, on {row.foreign_at:%Y-%m-%d}, named {row.foreign_shop}. If that was this "
            f"shop's name before an old backup was restored, set SHOP_ID={shop_id()},{row.foreign_shop}.",
        )
    if row.made_for.startswith("https://") and row.made_for != settings.SITE_URL and not settings.SHOP_IDS:
        yield Finding(
            Level.WARNING,
            f"This database was made for {row.made_for}. If it is a copy, set SHOP_ID to a name of its own, "
            f"else it takes that shop's payments for its own; if the shop has moved, SHOP_ID={shop_id()}.",
        )


def _error(text: str) -> Finding:
    return Finding(Level.ERROR, text)
