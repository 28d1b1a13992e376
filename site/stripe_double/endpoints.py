"""Webhook endpoints, and the account itself."""

import re

from stripe_double.account import API_VERSION, Account, Call, new_object
from stripe_double.errors import InvalidParam, Json
from stripe_double.ids import random_text
from stripe_double.listing import EXPAND, page
from stripe_double.params import (
    Spec,
    clean,
    flag,
    list_of,
    merge_metadata,
    metadata,
    text,
    web_address,
)
from stripe_double.store import public

_FIELDS: Spec = {
    **EXPAND,
    "description": text,
    "enabled_events": list_of(text),
    "metadata": metadata,
    "url": web_address,
}
_EVENT_NAME = re.compile(r"\*|[a-z0-9_]+(\.[a-z0-9_]+)+")


def create(call: Call) -> Json:
    """Register an endpoint; the answer to this call alone carries its signing secret."""
    spec: Spec = {**_FIELDS, "api_version": text, "connect": flag}
    params = clean(call.params, spec, required=("url", "enabled_events"))
    _check_events(params["enabled_events"])
    endpoint = register(call.account, params["url"], f"whsec_{random_text(32)}", params)
    return {**public(endpoint), "secret": endpoint["_secret"]}


def register(account: Account, url: str, secret: str, params: Json) -> Json:
    """Keep an endpoint."""
    endpoint = new_object(
        account,
        "we",
        "webhook_endpoint",
        api_version=params.get("api_version") or API_VERSION,
        application=None,
        description=params.get("description"),
        enabled_events=params.get("enabled_events") or ["*"],
        status="enabled",
        url=url,
        _secret=secret,
    )
    endpoint["metadata"] = merge_metadata({}, params.get("metadata", {}))
    return account.store.save("webhook_endpoints", endpoint)


def _check_events(names: list[str]) -> None:
    if not names:
        raise InvalidParam("Name at least one event.", param="enabled_events")
    for index, name in enumerate(names):
        if not _EVENT_NAME.fullmatch(name):
            param = f"enabled_events[{index}]"
            raise InvalidParam(f"Invalid {param}: unknown event type {name}", param=param)


def retrieve(call: Call) -> Json:
    """Answer one endpoint, without its secret."""
    clean(call.params, EXPAND)
    return public(call.store.get("webhook_endpoints", call.args[0]))


def update(call: Call) -> Json:
    """Change an endpoint, or switch it off and on."""
    params = clean(call.params, {**_FIELDS, "disabled": flag})
    endpoint = call.store.get("webhook_endpoints", call.args[0])
    if "enabled_events" in params:
        _check_events(params["enabled_events"])
    if "disabled" in params:
        endpoint["status"] = "disabled" if params["disabled"] else "enabled"
    if "metadata" in params:
        endpoint["metadata"] = merge_metadata(endpoint["metadata"], params["metadata"])
    plain = ("description", "enabled_events", "url")
    endpoint.update({name: params[name] for name in plain if name in params})
    return public(call.store.save("webhook_endpoints", endpoint))


def delete(call: Call) -> Json:
    """Forget an endpoint."""
    clean(call.params, {})
    endpoint = call.store.get("webhook_endpoints", call.args[0])
    call.store.remove("webhook_endpoints", endpoint["id"])
    return {"id": endpoint["id"], "object": "webhook_endpoint", "deleted": True}


def list_endpoints(call: Call) -> Json:
    """Answer the endpoints, newest first."""
    return page(call, "webhook_endpoints", "/v1/webhook_endpoints", {}, lambda endpoint, wanted: True)


def account(call: Call) -> Json:
    """Answer the account that the keys belong to."""
    clean(call.params, EXPAND)
    return {
        "id": call.account.account_id,
        "object": "account",
        "business_type": "company",
        "charges_enabled": True,
        "country": call.account.country,
        "default_currency": call.account.currency,
        "details_submitted": True,
        "email": "owner@shop.example",
        "payouts_enabled": True,
        "settings": {"dashboard": {"display_name": "Offline double", "timezone": "Etc/UTC"}},
        "type": "standard",
    }
