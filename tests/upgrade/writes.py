"""Statements that write: listened to under one release, said again under another."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection, transaction

MARKS = re.compile(r"SAVEPOINT|RELEASE|ROLLBACK TO")
WRITES = re.compile(
    rf"{MARKS.pattern}|\s*(INSERT|UPDATE|DELETE|REPLACE|WITH .*\b(INSERT|UPDATE|DELETE)\b)", re.S
)
FIRST_ID = 1_000_000  # what is written counts from here, whatever rows migrations add below
COUNTERS = "SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences"
COUNTING = "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"

# SQL, its parameters (none on PostgreSQL, whose text has them), and how many rows it touched.
Write = tuple[str, list[Any] | None, int]


@dataclass
class Listener:
    """Hears what the connection writes, and forgets what is rolled back."""

    heard: list[Write] = field(default_factory=list)
    pending: list[Write] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if WRITES.match(sql):
            assert not many, "no statement of the shop is said many times at once"
            cursor = context["cursor"]
            write = (*_as_said(cursor, sql, params), cursor.rowcount)
            (self.pending if connection.in_atomic_block else self.heard).append(write)
        return answer

    def keep(self) -> None:
        self.heard += self.pending
        self.pending = []

    def forget(self) -> None:
        """PostgreSQL has counted the ids of what is rolled back all the same."""
        self.pending = []
        if connection.vendor == "postgresql":
            counters = _rows(f"{COUNTERS} WHERE last_value > {FIRST_ID}")
            self.heard += [(f"SELECT setval('{name}', {last})", None, 1) for name, last in counters]


@contextmanager
def listening() -> Iterator[list[Write]]:
    """Answers the list that fills with what is written meanwhile and not rolled back."""
    listener, wrapped = Listener(), {}
    for name, then in (("_commit", listener.keep), ("_rollback", listener.forget)):
        wrapped[name] = getattr(connection, name)
        setattr(connection, name, _followed_by(wrapped[name], then))
    with connection.execute_wrapper(listener):
        yield listener.heard
    for name, original in wrapped.items():
        setattr(connection, name, original)


def count_from_here() -> None:
    """Let every table's next row have an id that no row has yet, the same in each database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, _last in _rows(COUNTERS):
                cursor.execute(f"SELECT setval('{name}', {FIRST_ID})")
            return
        cursor.execute("DELETE FROM sqlite_sequence")
        for (name,) in _rows(COUNTING):
            cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [name, FIRST_ID])


def say_again(writes: list[Write]) -> list[str]:
    """Execute `writes` one by one; answers what the database said of those that it did not take."""
    refusals = []
    with transaction.atomic():
        for sql, params, touched in writes:
            refusal = _say(sql, params, touched)
            if refusal:
                refusals.append(f"{refusal}: {sql[:400]}")
        connection.check_constraints()
        transaction.set_rollback(True)
    return refusals


def _say(sql: str, params: list[Any] | None, touched: int) -> str:
    """Answers the database's refusal. Refused is also an UPDATE or DELETE that finds no row any more."""
    with connection.cursor() as cursor:
        if MARKS.match(sql):
            cursor.execute(sql)
            return ""
        try:
            with transaction.atomic():
                cursor.execute(sql, params)
                rows = cursor.fetchall() if cursor.description else ()  # SQLite waits for who reads them
        except DatabaseError as error:
            return str(error).partition("\n")[0]
        found = cursor.rowcount or rows
        return "" if found or touched < 1 else "finds no row any more"


def _as_said(cursor: Any, sql: str, params: Any) -> tuple[str, list[Any] | None]:
    if connection.vendor == "postgresql":
        return cursor.mogrify(sql, params).decode(), None
    return sql, [_plain(value) for value in params or ()]


def _plain(value: Any) -> Any:
    """As Django hands it to SQLite."""
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value if value is None or isinstance(value, (int, float, str)) else str(value)


def _followed_by(first: Callable[[], None], then: Callable[[], None]) -> Callable[[], None]:
    def both() -> None:
        first()
        then()

    return both


def _rows(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
