"""Keys on requests: which one, and what it may do."""

import base64
import binascii

from stripe_double.account import LIVE_KEY, Account
from stripe_double.errors import Json, NotAuthenticated
from stripe_double.ids import same_text
from stripe_double.messages import Request

SECRET, PUBLISHABLE = "secret", "publishable"


def key_of(request: Request, params: Json) -> str:
    """Answer the key that a request carries in its header, or, as browsers do, in its form."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        return _basic_user(value)
    key = params.get("key", "")
    return key if isinstance(key, str) else ""


def _basic_user(value: str) -> str:
    try:
        return base64.b64decode(value).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def kind_of(account: Account, key: str) -> str:
    """Answer `secret` or `publishable`. Raises NotAuthenticated: none, live or unknown."""
    if not key:
        raise NotAuthenticated("You did not provide an API key.")
    if LIVE_KEY.search(key):
        raise NotAuthenticated("A live key was sent to an offline double of Stripe: take it out of there.")
    if same_text(key, account.secret_key):
        return SECRET
    if same_text(key, account.public_key):
        return PUBLISHABLE
    raise NotAuthenticated(f"Invalid API Key provided: {key[:8]}***{key[-4:]}")


def require_secret(kind: str) -> None:
    """Raise NotAuthenticated for a publishable key."""
    if kind != SECRET:
        raise NotAuthenticated(
            "This call cannot be made with a publishable API key: use a secret one.",
            code="secret_key_required",
        )
