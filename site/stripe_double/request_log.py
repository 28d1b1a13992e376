"""What was asked of the double, with card numbers and secrets of cards masked."""

import re
import threading
from collections import deque

from stripe_double.cards import passes_luhn
from stripe_double.errors import Json

LENGTH = 5000
_DIGITS = re.compile(r"\d(?:[ -]?\d){12,18}")
_MASKED = frozenset({"cvc", "iban", "number"})


class RequestLog:
    """The last requests, oldest first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: deque[Json] = deque(maxlen=LENGTH)

    def add(self, entry: Json) -> None:
        """Note a request; `params` is masked, `has_card_number` says whether it had to be."""
        masked = mask(entry["params"])
        with self._lock:
            self._entries.append(
                {**entry, "params": masked, "has_card_number": has_card_number(entry["params"])}
            )

    def entries(self) -> list[Json]:
        """Answer the requests, oldest first."""
        with self._lock:
            return list(self._entries)

    def clear(self) -> None:
        """Forget the requests."""
        with self._lock:
            self._entries.clear()


def mask(value: object, name: str = "") -> object:
    """Answer parameters without what must not be kept."""
    if isinstance(value, dict):
        return {key: mask(entry, key) for key, entry in value.items()}
    if isinstance(value, list):
        return [mask(entry) for entry in value]
    return "***" if name in _MASKED or has_card_number(value) else value


def has_card_number(value: object) -> bool:
    """Say whether a text, or any text within, holds a plausible card number."""
    if isinstance(value, dict):
        return any(has_card_number(entry) for entry in value.values())
    if isinstance(value, list):
        return any(has_card_number(entry) for entry in value)
    found = _DIGITS.findall(value) if isinstance(value, str) else []
    return any(passes_luhn(re.sub(r"\D", "", digits)) for digits in found)
