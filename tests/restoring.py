"""Empties the database after a test that commits, and puts back the rows of migrations before the next.

Django truncates every table and saves row by row, which takes longer than most of those tests; here only what
has rows is emptied (where the test run owns its server), and each table gets its rows by one statement.
"""

import os
from itertools import groupby
from typing import Any

from django.core import serializers
from django.core.serializers.base import DeserializedObject
from django.db import connection, transaction
from django.db.models import Model

KNOWN: dict[str, list[DeserializedObject]] = {}  # what migrations made, by its serialized form


def restore_in_bulk() -> None:
    """Let `TransactionTestCase` of this process restore and flush as described above."""
    creation: Any = type(connection.creation)
    creation.deserialize_db_from_string = lambda _self, data: _restore(data)
    if connection.vendor == "postgresql" and "SHOP_TEST_TEMPLATE" in os.environ:
        operations: Any = type(connection.ops)
        operations.sql_flush = lambda _self, _style, tables, **_options: _emptying(tables)


def _restore(data: str) -> None:
    """Write what `DeserializedObject.save` writes: each table's own columns and the many-to-many links."""
    if data not in KNOWN:
        KNOWN[data] = list(serializers.deserialize("json", data))
    with transaction.atomic(), connection.constraint_checks_disabled():
        for model, rows in groupby(KNOWN[data], key=lambda row: type(row.object)):
            _insert(model, [row.object for row in rows])
        for row in KNOWN[data]:
            for name, linked in (row.m2m_data or {}).items():
                _link(row.object, name, linked)


def _insert(model: type[Model], rows: list[Model]) -> None:
    if model._meta.parents:  # two tables, which `bulk_create` cannot fill; there are a handful of such rows
        for row in rows:
            row.save_base(raw=True)
    else:
        model._base_manager.bulk_create(rows, ignore_conflicts=True)  # the first test finds them there


def _link(row: Model, name: str, linked: Any) -> None:
    field: Any = row._meta.get_field(name)
    through = field.remote_field.through
    here, there = field.m2m_field_name(), field.m2m_reverse_field_name()
    links = [
        through(**{f"{here}_id": row.pk, f"{there}_id": getattr(other, "pk", other)}) for other in linked
    ]
    through._base_manager.bulk_create(links, ignore_conflicts=True)


def _emptying(tables: list[str]) -> list[str]:
    """SQL that empties those of `tables` that have rows, in any order; runs in one transaction."""
    names = {table: connection.ops.quote_name(table) for table in tables}
    found = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM {name})" for table, name in names.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(found)
        filled = [table for (table,) in cursor.fetchall()]
    deletes = [f"DELETE FROM {names[table]}" for table in filled]
    return ["SET LOCAL session_replication_role = replica", *deletes] if deletes else []
