"""What the libraries tell about accounts, put into the security log: their signals, connected here alone."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factor
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from checkout.limits import client_address
from profiles.security_log import note

FOLLOWED = {
    "sign_out": user_logged_out,
    "password_changed": account.password_changed,
    "password_set": account.password_set,
    "password_reset": account.password_reset,
    "email_changed": account.email_changed,
    "second_factor_added": factor.authenticator_added,
    "second_factor_removed": factor.authenticator_removed,
    "recovery_codes_made": factor.authenticator_reset,
    "second_factor_used": factor.authenticator_used,
    "second_factor_failed": factor.authentication_failed,
}


def follow_libraries() -> None:
    """Write a line for each of these from now on."""
    for kind, signal in FOLLOWED.items():
        signal.connect(_writer(kind), dispatch_uid=f"security-{kind}", weak=False)


def _writer(kind: str) -> Any:
    def write(sender: Any, request: HttpRequest | None = None, user: Any = None, **facts: Any) -> None:
        if user is not None and request is not None:
            authenticator = facts.get("authenticator")
            way = getattr(authenticator, "type", "")
            note_for(request, kind, user=user, factor=way)

    return write


def note_for(request: HttpRequest, kind: str, *, user: Any = None, **facts: object) -> None:
    """Log `kind` for whoever sent `request`: the minute counts for the account, else for the address."""
    address = client_address(request)
    pk = getattr(user, "pk", None)
    note(kind, pk or address, user=pk, ip=address, **facts)
