"""Which request is which call."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from stripe_double import (
    charges,
    confirm,
    disputes,
    endpoints,
    events,
    intents,
    outcomes,
    payment_methods,
    refunds,
)
from stripe_double.account import Call
from stripe_double.errors import Json

Handler = Callable[[Call], Json]


def _authorize(call: Call) -> Json:
    return outcomes.authenticate(call, is_authorized=True)


def _refuse(call: Call) -> Json:
    return outcomes.authenticate(call, is_authorized=False)


@dataclass(frozen=True)
class Route:
    """A call: its method, its path with `*` for ids, and whether a publishable key may make it."""

    method: str
    path: str
    name: str
    handler: Handler
    is_public: bool = False

    def args(self, path: str) -> tuple[str, ...] | None:
        """Answer the ids in a path, or None if the path is another call's."""
        match = re.fullmatch(self.path.replace("*", "([^/]+)"), path)
        return match.groups() if match else None


ROUTES = [
    Route("POST", "/v1/payment_intents", "payment_intents.create", intents.create),
    Route("GET", "/v1/payment_intents", "payment_intents.list", intents.list_intents),
    Route("GET", "/v1/payment_intents/*", "payment_intents.retrieve", intents.retrieve, is_public=True),
    Route("POST", "/v1/payment_intents/*", "payment_intents.update", intents.update),
    Route("POST", "/v1/payment_intents/*/confirm", "payment_intents.confirm", confirm.confirm, True),
    Route("POST", "/v1/payment_intents/*/cancel", "payment_intents.cancel", intents.cancel),
    Route("POST", "/v1/payment_intents/*/capture", "payment_intents.capture", outcomes.capture),
    Route("POST", "/v1/payment_methods", "payment_methods.create", payment_methods.create, is_public=True),
    Route("GET", "/v1/payment_methods/*", "payment_methods.retrieve", payment_methods.retrieve),
    Route("GET", "/v1/charges", "charges.list", charges.list_charges),
    Route("GET", "/v1/charges/*", "charges.retrieve", charges.retrieve),
    Route("POST", "/v1/refunds", "refunds.create", refunds.create),
    Route("GET", "/v1/refunds", "refunds.list", refunds.list_refunds),
    Route("GET", "/v1/refunds/*", "refunds.retrieve", refunds.retrieve),
    Route("POST", "/v1/refunds/*", "refunds.update", refunds.update),
    Route("GET", "/v1/disputes", "disputes.list", disputes.list_disputes),
    Route("GET", "/v1/disputes/*", "disputes.retrieve", disputes.retrieve),
    Route("GET", "/v1/events", "events.list", events.list_events),
    Route("GET", "/v1/events/*", "events.retrieve", events.retrieve),
    Route("POST", "/v1/webhook_endpoints", "webhook_endpoints.create", endpoints.create),
    Route("GET", "/v1/webhook_endpoints", "webhook_endpoints.list", endpoints.list_endpoints),
    Route("GET", "/v1/webhook_endpoints/*", "webhook_endpoints.retrieve", endpoints.retrieve),
    Route("POST", "/v1/webhook_endpoints/*", "webhook_endpoints.update", endpoints.update),
    Route("DELETE", "/v1/webhook_endpoints/*", "webhook_endpoints.delete", endpoints.delete),
    Route("GET", "/v1/account", "account.retrieve", endpoints.account),
    # What the bank's page asks, which at Stripe is no public call.
    Route("POST", "/js/authenticate/*/authorize", "bank.authorize", _authorize, is_public=True),
    Route("POST", "/js/authenticate/*/fail", "bank.fail", _refuse, is_public=True),
]


def find_route(method: str, path: str) -> tuple[Route, tuple[str, ...]] | None:
    """Answer the call that a request is, with the ids from its path."""
    for route in ROUTES:
        if route.method == method:
            args = route.args(path)
            if args is not None:
                return route, args
    return None
