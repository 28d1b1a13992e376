"""Switches off a guard of the database: runs `SABOTAGE_SQL` once the test database is there."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

BROKEN = 3  # pytest's own "internal error": never taken for a test that went red
IS_DONE = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Act after the innermost `django_db_setup`: that is the one which makes the database."""
    result = yield
    sql = os.environ.get("SABOTAGE_SQL")
    if sql and fixturedef.argname == "django_db_setup" and not request.config.stash.get(IS_DONE, False):
        request.config.stash[IS_DONE] = True
        _run(request, sql)
    return result


def _run(request: pytest.FixtureRequest, sql: str) -> None:
    from django.db import DatabaseError, connection

    try:
        with request.getfixturevalue("django_db_blocker").unblock(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        pytest.exit(f"the sabotage itself failed: {error}", returncode=BROKEN)
