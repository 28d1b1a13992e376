"""Checks of single parameters: each cleaner takes a value and its name, answers the clean value or raises."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from stripe_double.errors import InvalidParam, Json, missing

Cleaner = Callable[[Any, str], Any]
Spec = Mapping[str, Cleaner]

_INTEGER = re.compile(r"-?[0-9]{1,18}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
METADATA_KEYS, METADATA_KEY, METADATA_VALUE = 50, 40, 500


def clean(params: Json, spec: Spec, *, required: Iterable[str] = (), prefix: str = "") -> Json:
    """Check all parameters against `spec`. Raises InvalidParam: unknown, missing or malformed ones."""
    for name in params:
        if name not in spec:
            path = _nested(prefix, name)
            raise InvalidParam(f"Received unknown parameter: {path}", code="parameter_unknown", param=path)
    for name in required:
        if name not in params:
            raise missing(_nested(prefix, name))
    return {name: spec[name](value, _nested(prefix, name)) for name, value in params.items()}


def _nested(prefix: str, name: str) -> str:
    return f"{prefix}[{name}]" if prefix else name


def anything(value: Any, name: str) -> Any:
    """Let any value through: parameters that the double accepts but gives no meaning."""
    return value


def text(value: Any, name: str) -> str | None:
    """Check for text of at most 5000 characters; empty means unset."""
    if not isinstance(value, str):
        raise InvalidParam(f"Invalid string: {value!r}", param=name)
    if len(value) > 5000:
        raise InvalidParam(f"{name} is too long.", code="parameter_invalid_string", param=name)
    return value or None


def integer(value: Any, name: str) -> int:
    """Check for a whole number."""
    if value == "":
        raise InvalidParam(f"'{name}' cannot be unset.", code="parameter_invalid_empty", param=name)
    if not isinstance(value, str) or not _INTEGER.fullmatch(value):
        raise InvalidParam(f"Invalid integer: {value}", code="parameter_invalid_integer", param=name)
    return int(value)


def positive(value: Any, name: str) -> int:
    """Check for a whole number of at least one."""
    number = integer(value, name)
    if number < 1:
        raise InvalidParam(
            "This value must be greater than or equal to 1.", code="parameter_invalid_integer", param=name
        )
    return number


def flag(value: Any, name: str) -> bool:
    """Check for true or false."""
    if value not in ("true", "false"):
        raise InvalidParam(f"Invalid boolean: {value}", param=name)
    return bool(value == "true")


def choice(*allowed: str) -> Cleaner:
    """Make a cleaner for one of the named values."""

    def cleaner(value: Any, name: str) -> str:
        if value not in allowed:
            raise InvalidParam(f"Invalid {name}: must be one of {', '.join(allowed)}", param=name)
        return str(value)

    return cleaner


def list_of(item: Cleaner) -> Cleaner:
    """Make a cleaner for a list."""

    def cleaner(value: Any, name: str) -> list[Any]:
        if value == "":
            return []
        if not isinstance(value, list):
            raise InvalidParam(f"Invalid array: {name}", param=name)
        return [item(entry, f"{name}[{index}]") for index, entry in enumerate(value)]

    return cleaner


def hash_of(spec: Spec, *, required: Iterable[str] = ()) -> Cleaner:
    """Make a cleaner for a nested hash; an empty text unsets it."""

    def cleaner(value: Any, name: str) -> Json | None:
        if value == "":
            return None
        if not isinstance(value, dict):
            raise InvalidParam("Invalid object", param=name)
        return clean(value, spec, required=required, prefix=name)

    return cleaner


def email(value: Any, name: str) -> str | None:
    """Check for a mail address; empty means unset."""
    if value and not (isinstance(value, str) and _EMAIL.fullmatch(value)):
        raise InvalidParam(f"Invalid email address: {value}", code="email_invalid", param=name)
    return value or None


def web_address(value: Any, name: str) -> str:
    """Check for an absolute http or https address."""
    parts = urlsplit(value) if isinstance(value, str) else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidParam("Not a valid URL", code="url_invalid", param=name)
    return str(value)


def metadata(value: Any, name: str) -> Json | None:
    """Check metadata limits; None asks to clear all keys, an empty value to delete one."""
    if value == "":
        return None
    if not isinstance(value, dict):
        raise InvalidParam("Invalid hash", param=name)
    for key, entry in value.items():
        _check_metadata_entry(key, entry, f"{name}[{key}]")
    return value


def _check_metadata_entry(key: str, value: Any, name: str) -> None:
    if len(key) > METADATA_KEY:
        raise InvalidParam(f"Metadata keys can have up to {METADATA_KEY} characters: {key}", param=name)
    if not isinstance(value, str):
        raise InvalidParam("Metadata values must be text, and keys have no square brackets.", param=name)
    if len(value) > METADATA_VALUE:
        raise InvalidParam(f"Metadata values can have up to {METADATA_VALUE} characters: {key}", param=name)


def merge_metadata(current: Json, change: Json | None) -> Json:
    """Merge a metadata change into what is stored. Raises InvalidParam: more than fifty keys."""
    if change is None:
        return {}
    merged = {key: value for key, value in {**current, **change}.items() if value != ""}
    if len(merged) > METADATA_KEYS:
        raise InvalidParam(f"Metadata can have up to {METADATA_KEYS} keys.", param="metadata")
    return merged
