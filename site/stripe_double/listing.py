"""Lists with Stripe's paging, and the expansion of ids into objects."""

from collections.abc import Callable
from typing import Any

from stripe_double.account import Call
from stripe_double.errors import InvalidParam, Json
from stripe_double.params import Spec, clean, integer, list_of, text
from stripe_double.store import KINDS, Store, public

Matches = Callable[[Json, Json], bool]
_BOUNDS: dict[str, Callable[[int, int], bool]] = {
    "gt": lambda value, bound: value > bound,
    "gte": lambda value, bound: value >= bound,
    "lt": lambda value, bound: value < bound,
    "lte": lambda value, bound: value <= bound,
}
EXPAND: Spec = {"expand": list_of(text)}


def time_range(value: Any, name: str) -> dict[str, int]:
    """Check a moment, or a hash of `gt`, `gte`, `lt`, `lte`; answers bounds."""
    if isinstance(value, dict):
        bounds: Spec = dict.fromkeys(_BOUNDS, integer)
        return clean(value, bounds, prefix=name)
    moment = integer(value, name)
    return {"gte": moment, "lte": moment}


def in_range(moment: int, bounds: dict[str, int] | None) -> bool:
    """Say whether a moment lies within all bounds."""
    return all(_BOUNDS[name](moment, bound) for name, bound in (bounds or {}).items())


def page(call: Call, kind: str, url: str, spec: Spec, matches: Matches) -> Json:
    """Answer one page of a list, newest first."""
    paging: Spec = {"limit": integer, "starting_after": text, "ending_before": text, **EXPAND}
    wanted = clean(call.params, {**paging, **spec})
    limit = _limit(wanted)
    found = [entry for entry in reversed(list(call.store.every(kind))) if matches(entry, wanted)]
    rows, has_more = _cut(found, wanted, limit)
    return {
        "object": "list",
        "data": [public(entry) for entry in rows],
        "has_more": has_more,
        "url": url,
    }


def _limit(wanted: Json) -> int:
    limit: int = wanted.get("limit", 10)
    if not 1 <= limit <= 100:
        raise InvalidParam("limit must be between 1 and 100.", param="limit")
    return limit


def _cut(found: list[Json], wanted: Json, limit: int) -> tuple[list[Json], bool]:
    if wanted.get("ending_before"):
        newer = found[: _place(found, wanted["ending_before"], "ending_before")]
        return newer[-limit:], len(newer) > limit
    start = 0
    if wanted.get("starting_after"):
        start = _place(found, wanted["starting_after"], "starting_after") + 1
    return found[start : start + limit], len(found) > start + limit


def _place(found: list[Json], object_id: str, param: str) -> int:
    for index, entry in enumerate(found):
        if entry["id"] == object_id:
            return index
    raise InvalidParam(f"No such object: '{object_id}'", code="resource_missing", param=param)


def expand(store: Store, answer: Json, paths: list[str]) -> Json:
    """Replace ids by the objects they name, along paths such as `latest_charge` or `data.charge`."""
    for path in paths:
        answer = _expanded(store, answer, path.split("."), path)
    return answer


def _expanded(store: Store, entry: Json, parts: list[str], path: str) -> Json:
    name = parts[0]
    if name == "refunds" and entry.get("object") == "charge":
        return {**entry, "refunds": _refunds_of(store, entry)}
    if name not in entry:
        raise InvalidParam(f"This property cannot be expanded ({path}).", param="expand")
    value = entry[name]
    if isinstance(value, list):
        return {**entry, name: [_expanded(store, item, parts[1:], path) for item in value]}
    if isinstance(value, str):
        value = _named(store, value, path)
    if len(parts) > 1 and value is not None:
        value = _expanded(store, value, parts[1:], path)
    return {**entry, name: value}


def _named(store: Store, object_id: str, path: str) -> Json:
    kind = KINDS.get(object_id.partition("_")[0])
    found = store.find(kind, object_id) if kind else None
    if found is None:
        raise InvalidParam(f"This property cannot be expanded ({path}).", param="expand")
    return public(found)


def _refunds_of(store: Store, charge: Json) -> Json:
    rows = [public(refund) for refund in store.every("refunds") if refund["charge"] == charge["id"]]
    return {
        "object": "list",
        "data": rows[::-1],
        "has_more": False,
        "url": f"/v1/charges/{charge['id']}/refunds",
    }
