"""Readings whose SQL is built once in a process: for a few rows, building it costs more than running it.

_LIVE = Statement(lambda: Thing.objects.filter(Among("sku", "skus"), name=Given("name")))
things = _LIVE.rows(skus=["A", "B"], name="Dune")
"""

from collections.abc import Callable, Collection, Hashable, Sequence
from json import dumps
from typing import Any, Generic, Literal, TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, CharField, Expression, F, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
Sql = tuple[str, Any]
ROOM = 256  # shapes of one reading; more only if visitors could invent them
OFFSET = 987_654_321  # stands for where a page of rows starts: a run says it with `offset`


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


class OfColumn(Expression):
    """Something that is true or not of the column at `path`."""

    def __init__(self, path: str, name: str) -> None:
        super().__init__(output_field=BooleanField())
        self.column: Any = F(path)
        self.name = name

    def get_source_expressions(self) -> list[Any]:
        return [self.column]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        (self.column,) = exprs


class Among(OfColumn):
    """Whether it is one of the values that a run brings under `name`: one parameter for any number."""

    def __init__(self, path: str, name: str, kind: Literal["text", "bigint"] = "text") -> None:
        super().__init__(path, name)
        self.kind = kind

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        sql, params = compiler.compile(self.column)
        if connection.vendor == "postgresql":
            return f"{sql} = ANY(%s::{self.kind}[])", [*params, self]
        rows = "SELECT value FROM json_each(%s)"
        return f"{sql} IN ({rows})", [*params, self]

    def ready(self, values: Collection[Any], connection: BaseDatabaseWrapper) -> Any:
        """`values` as one parameter."""
        return list(values) if connection.vendor == "postgresql" else dumps(list(values))


class Below(OfColumn):
    """Whether the tree path in it begins with the one that a run brings under `name`; an index can tell."""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        sql, params = compiler.compile(self.column)
        return f"{sql} LIKE %s", [*params, self]

    def ready(self, value: str, connection: BaseDatabaseWrapper) -> str:
        """Tree paths are digits and capitals, so there is nothing to escape."""
        return f"{value}%"


class Statement(Generic[Row]):
    """What `build` reads. It gets the *shape* of a run, which changes the SQL; other values come by name.

    What `build` looks at beside its arguments (settings, time, language) is what it was at the first run.
    """

    def __init__(self, build: "Callable[..., QuerySet[Any, Row]]") -> None:
        self._build = build
        self._kept: dict[Hashable, _Kept[Row]] = {}

    def rows(self, *shape: Hashable, **given: Any) -> list[Row]:
        """The rows with these values. Raises KeyError for a missing one, and what the database raises."""
        kept = self._kept.get(shape)
        if kept is None:
            if len(self._kept) >= ROOM:
                self._kept.clear()
            kept = self._kept[shape] = _Kept(self._build(*shape))
        return kept.rows(given)


class _Kept(Generic[Row]):
    """A built statement: its SQL, where values go, and the compiler, which knows what the columns are."""

    def __init__(self, queryset: "QuerySet[Any, Row]") -> None:
        self._queryset = queryset
        self._compiler = queryset.query.get_compiler(queryset.db)
        self._converters: Any = None
        sql, params = self._compiler.as_sql()
        self._before, self._is_paged, self._after = sql.partition(f"OFFSET {OFFSET}")
        self._params = tuple(params)
        self._places = [place for place, param in enumerate(self._params) if hasattr(param, "ready")]

    def rows(self, given: dict[str, Any]) -> list[Row]:
        connection = connections[self._queryset.db]
        params = list(self._params)
        for place in self._places:
            params[place] = params[place].ready(given[params[place].name], connection)
        start = f"OFFSET {int(given['offset'])}" if self._is_paged else ""
        sql = self._before + start + self._after
        compiler: Any = object.__new__(type(self._compiler))
        # Compilers belong to a thread's connection; this one finds its work done.
        compiler.__dict__ = self._compiler.__dict__ | {
            "connection": connection,
            "as_sql": lambda *_words, **_more: (sql, tuple(params)),
            "get_converters": self._converters_of,
        }
        run = self._queryset.all()
        query: Any = run.query
        query.get_compiler = lambda *_words, **_more: compiler
        return list(run)

    def _converters_of(self, columns: Any) -> Any:
        """What makes values of columns; the same for each run, as the columns are."""
        if self._converters is None:
            self._converters = self._compiler.get_converters(columns)
        return self._converters
