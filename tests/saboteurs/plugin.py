"""Switches off a guard of the database: runs `SABOTAGE_SQL` once the test database is there."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

BROKEN = 3  # pytest's own "internal error": never taken for a test that went red


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    result = yield
    # The project overrides pytest-django's fixture of this name; the override is set up last.
    if fixturedef.argname == "django_db_setup" and not fixturedef.has_location:
        return result
    if fixturedef.argname == "django_db_setup":
        _run(request, os.environ.get("SABOTAGE_SQL", ""))
    return result


def _run(request: pytest.FixtureRequest, sql: str) -> None:
    from django.db import DatabaseError, connection

    if not sql:
        return
    try:
        with request.getfixturevalue("django_db_blocker").unblock(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        pytest.exit(f"the sabotage itself failed: {error}", returncode=BROKEN)
