"""Runs checks on the live database, where nothing can be written meanwhile."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from checkout.audit.awaited_checks import AWAITED_CHECKS
from checkout.audit.check import Check
from checkout.audit.dialects import words_for
from checkout.audit.event_checks import EVENT_CHECKS
from checkout.audit.order_checks import ORDER_CHECKS
from checkout.audit.payment_checks import PAYMENT_CHECKS
from checkout.audit.refund_checks import REFUND_CHECKS
from checkout.audit.stock_checks import STOCK_CHECKS

CHECKS: tuple[Check, ...] = (
    *PAYMENT_CHECKS,
    *AWAITED_CHECKS,
    *REFUND_CHECKS,
    *EVENT_CHECKS,
    *ORDER_CHECKS,
    *STOCK_CHECKS,
)


@dataclass(frozen=True)
class Result:
    """What one check found: rows looked at, breaches, the first few of them; `error`: it could not run."""

    name: str
    invariant: str
    says: str
    checked: int
    breaches: int
    offenders: tuple[str, ...]
    milliseconds: int
    error: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.breaches and not self.error

    def to_json(self) -> dict[str, Any]:
        """Plain values, for the command's output and the dashboard's table."""
        return {**asdict(self), "offenders": list(self.offenders)}


def checks_named(words: Sequence[str]) -> tuple[Check, ...]:
    """The checks that `words` (names or invariants) mean; all of them without words."""
    return tuple(check for check in CHECKS if not words or any(check.is_meant_by(word) for word in words))


def audit(checks: Sequence[Check] = CHECKS) -> list[Result]:
    """Run `checks` one after the other. Each is one query, so what it compares is of one moment."""
    return [_run(check) for check in checks]


def _run(check: Check) -> Result:
    start = perf_counter()
    rows: list[Any] = [(0, 0, None)]
    error = ""
    try:
        with _read_only(), connection.cursor() as cursor:
            cursor.execute(check.sql(words_for(connection.vendor, timezone.now())))
            rows = cursor.fetchall()
    except DatabaseError as problem:  # what is too broken to be read is a breach, not a crash
        error = type(problem).__name__
    checked, breaches, _label = rows[0]
    return Result(
        name=check.name,
        invariant=check.invariant,
        says=str(check.says),
        checked=checked,
        breaches=breaches,
        offenders=tuple(label for *_counts, label in rows if label is not None),
        milliseconds=round((perf_counter() - start) * 1000),
        error=error,
    )


@contextmanager
def _read_only() -> Iterator[None]:
    """Let the database refuse every write. On SQLite without a transaction, which would lock writers out."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            _execute("SET TRANSACTION READ ONLY")
            yield
        return
    _execute("PRAGMA query_only = ON")
    try:
        yield
    finally:
        _execute("PRAGMA query_only = OFF")


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
