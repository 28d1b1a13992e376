"""The search backend of this database; on SQLite, one that takes quotation marks for apostrophes.

Wagtail's own makes a quoted string of each word and leaves the marks inside it as they are, so that a single
one in any search field, the admin's included, was an error of the database.
"""

from typing import Any

from django.db import connection
from modelsearch.backends import database
from modelsearch.query import Phrase, PlainText, SearchQuery


def SearchBackend(params: dict[str, Any]) -> Any:
    """The backend for the site's database."""
    backend = database.SearchBackend(params)
    if connection.vendor == "sqlite":
        for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
            compiler = getattr(backend, name)
            setattr(backend, name, type(compiler.__name__, (WithoutMarks, compiler), {}))
    return backend


class WithoutMarks:
    """Takes quotation marks out of what a query compiler is asked for."""

    def build_search_query_content(self, query: SearchQuery, config: Any = None) -> Any:
        content: Any = super()
        return content.build_search_query_content(without_marks(query), config=config)


def without_marks(query: SearchQuery) -> SearchQuery:
    """The same query with apostrophes, which end no string and mean nothing in one."""
    if isinstance(query, PlainText):
        return PlainText(query.query_string.replace('"', "'"), query.operator, query.boost)
    if isinstance(query, Phrase):
        return Phrase(query.query_string.replace('"', "'"))
    return query
