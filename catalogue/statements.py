"""Readings whose SQL is built once in a process: for a handful of rows, building it costs more than running it.

    _LIVE = Statement(lambda: Thing.objects.filter(Among("sku", "skus"), until__gt=Given("now", DateTimeField())))
    things = _LIVE.rows(skus=["A", "B"], now=timezone.now())
"""

from collections.abc import Callable, Collection, Hashable
from json import dumps
from typing import Any, Generic, Literal, TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, CharField, Expression, F, Field, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
Sql = tuple[str, list[Any]]
ROOM = 256  # shapes of one reading; more only if visitors could invent them


class Given(Expression):
    """A value that every run brings under `name`, prepared for the database as `field` says."""

    def __init__(self, name: str, field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=field or CharField())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        return "%s", [self]

    def ready(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """`value` as the database takes it."""
        return self.output_field.get_db_prep_value(value, connection)


class Among(Func):
    """Whether `path` is one of the values that a run brings as a list under `name`: one parameter for any number."""

    output_field = BooleanField()

    def __init__(self, path: str, name: str, kind: Literal["text", "bigint"] = "text") -> None:
        super().__init__(F(path))
        self.name, self.kind = name, kind

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_more: Any) -> Sql:
        sql, params = compiler.compile(self.source_expressions[0])
        if connection.vendor == "postgresql":
            return f"{sql} = ANY(%s::{self.kind}[])", [*params, self]
        return f"{sql} IN (SELECT value FROM json_each(%s))", [*params, self]

    def ready(self, values: Collection[Any], connection: BaseDatabaseWrapper) -> Any:
        """`values` as one parameter."""
        return list(values) if connection.vendor == "postgresql" else dumps(list(values))


class Below(Func):
    """Whether the tree path `path` begins with the one that a run brings under `name`; an index can tell."""

    output_field = BooleanField()

    def __init__(self, path: str, name: str) -> None:
        super().__init__(F(path))
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_more: Any) -> Sql:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"{sql} LIKE %s", [*params, self]

    def ready(self, value: str, connection: BaseDatabaseWrapper) -> str:
        """Tree paths are digits and capitals, so there is nothing to escape."""
        return f"{value}%"


class Statement(Generic[Row]):
    """What `build` reads. It gets the *shape* of a run, which changes the SQL; the other values come by name.

    What `build` looks at beside its arguments (settings, the time, the language) is what it was at the first run.
    """

    def __init__(self, build: "Callable[..., QuerySet[Any, Row]]") -> None:
        self._build = build
        self._kept: dict[Hashable, _Kept[Row]] = {}

    def rows(self, *shape: Hashable, **given: Any) -> list[Row]:
        """The rows with these values. Raises KeyError for a value that is missing, and what the database raises."""
        kept = self._kept.get(shape)
        if kept is None:
            if len(self._kept) >= ROOM:
                self._kept.clear()
            kept = self._kept[shape] = _Kept(self._build(*shape))
        return kept.rows(given)


class _Kept(Generic[Row]):
    """One built statement: its SQL, where the values go, and the compiler, which knows what the columns are."""

    def __init__(self, queryset: "QuerySet[Any, Row]") -> None:
        self._queryset = queryset
        self._compiler = queryset.query.get_compiler(queryset.db)
        self._sql, params = self._compiler.as_sql()
        self._params = tuple(params)
        self._places = [place for place, param in enumerate(self._params) if hasattr(param, "ready")]

    def rows(self, given: dict[str, Any]) -> list[Row]:
        connection = connections[self._queryset.db]
        params = list(self._params)
        for place in self._places:
            params[place] = params[place].ready(given[params[place].name], connection)
        compiler: Any = object.__new__(type(self._compiler))
        # Compilers belong to a thread's connection; this one finds its work done.
        compiler.__dict__ = self._compiler.__dict__ | {
            "connection": connection,
            "as_sql": lambda *_words, **_more: (self._sql, tuple(params)),
        }
        run = self._queryset.all()
        run.query.get_compiler = lambda *_words, **_more: compiler
        return list(run)
