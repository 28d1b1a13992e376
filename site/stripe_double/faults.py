"""Faults to order: slow, broken, lost and refused answers of the API."""

import re
import threading
from dataclasses import dataclass, field, replace
from typing import Any

from stripe_double.errors import Json
from stripe_double.ids import new_id

KINDS = ("delay", "error", "drop_before", "drop_after", "cut", "rate_limit", "bad_json", "bad_shape")
# Whether a kind strikes before the change is made or after it, unless `when` says so.
_WHEN = {"drop_after": "after", "cut": "after", "bad_json": "after", "bad_shape": "after"}


@dataclass(frozen=True)
class Fault:
    """One ordered fault.

    `match` is a route name (`payment_intents.create`) or `METHOD /path`, where `*` stands for one part of a
    path and `**` for any; `times` None means until it is cleared, `skip` lets that many pass first, `who`
    limits it to calls with the `secret` or the `publishable` key. An `error` has a `status` and may have a
    `code` and a `param`; `is_kept`: its idempotency key answers with it from now on, as Stripe's do once a
    call has begun. A `cut` ends in mid-answer; `body` is the JSON of a `bad_shape`.
    """

    match: str
    kind: str
    seconds: float = 0.0
    status: int = 500
    code: str = ""
    param: str = ""
    is_kept: bool = False
    body: str = "{}"
    times: int | None = 1
    skip: int = 0
    when: str = ""
    who: str = ""
    id: str = field(default_factory=lambda: new_id("fault"))

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"A fault is one of {', '.join(KINDS)}, not {self.kind!r}.")
        if self.when not in ("", "before", "after") or self.who not in ("", "secret", "publishable"):
            raise ValueError("`when` is before or after, `who` is secret or publishable.")
        if self.is_kept and self.kind != "error":
            raise ValueError("Only an error is kept by an idempotency key.")

    @property
    def strikes(self) -> str:
        """Answer `before` or `after`: on which side of the change the fault strikes."""
        return self.when or _WHEN.get(self.kind, "before")

    def fits(self, method: str, path: str, route: str, who: str) -> bool:
        """Say whether a request is one that this fault is for."""
        if self.who and self.who != who:
            return False
        return self.match == route or re.fullmatch(_pattern(self.match), f"{method} {path}") is not None


def _pattern(match: str) -> str:
    pieces = {"**": ".*", "*": "[^/]*"}
    return "".join(pieces.get(part) or re.escape(part) for part in re.split(r"(\*\*|\*)", match))


class Faults:
    """The faults that are waiting for a request."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, **fields: Any) -> str:
        """Order a fault and answer its id. Raises ValueError, TypeError: not a possible one."""
        fault = Fault(**fields)
        with self._lock:
            self._waiting.append(fault)
        return fault.id

    def clear(self) -> None:
        """Call off all faults."""
        with self._lock:
            self._waiting.clear()

    def waiting(self) -> list[Json]:
        """Answer the faults that have not been used up."""
        with self._lock:
            return [vars(fault).copy() for fault in self._waiting]

    def take(self, method: str, path: str, route: str, who: str) -> Fault | None:
        """Use the first fault that fits a request."""
        with self._lock:
            for index, fault in enumerate(self._waiting):
                if not fault.fits(method, path, route, who):
                    continue
                if fault.skip:
                    self._waiting[index] = replace(fault, skip=fault.skip - 1)
                    continue
                self._use(index, fault)
                return fault
        return None

    def _use(self, index: int, fault: Fault) -> None:
        if fault.times is None:
            return
        if fault.times <= 1:
            del self._waiting[index]
        else:
            self._waiting[index] = replace(fault, times=fault.times - 1)
