"""The last release runs on while this one's schema is there already, and its data comes forward.

What is kept of it was recorded by `scripts/record_release.py`; `kept/RELEASE` names its commit.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg2
import pytest
from django.db import connection
from django.db.migrations import AddField
from django.db.migrations.loader import MigrationLoader

from tests.upgrade.forward import demanded, gone
from tests.upgrade.writes import say_again

ROOT = Path(__file__).resolve().parents[2]
OURS = ("home", "catalogue", "checkout", "profiles")


@contextmanager
def database(vendor: str, folder: Path) -> Iterator[str]:
    """An empty database beside the test's own; answers its DATABASE_URL."""
    if vendor == "sqlite":
        yield f"sqlite:///{folder}/shop.sqlite3"
        return
    if connection.vendor != "postgresql":
        pytest.skip("this run has no PostgreSQL")
    server, name = os.environ["DATABASE_URL"], f"upgrade_{uuid4().hex[:8]}"
    _on(server, f"CREATE DATABASE {name} TEMPLATE template0")
    yield urlsplit(server)._replace(path=f"/{name}").geturl()
    _on(server, f"DROP DATABASE {name}")


def _on(server: str, statement: str) -> None:
    with closing(psycopg2.connect(server)) as wire:
        wire.autocommit = True
        wire.cursor().execute(statement)


@pytest.fixture(scope="module", params=["postgresql", "sqlite"])
def forward(request, tmp_path_factory) -> dict[str, list[str]]:
    """What `tests.upgrade.forward` tells of the last release's database."""
    folder = tmp_path_factory.mktemp("upgrade")
    with database(request.param, folder) as url:
        env = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
        command = [sys.executable, "-m", "tests.upgrade.forward"]
        told = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr[-4000:]
    return json.loads(told.stdout.splitlines()[-1])


def test_all_that_the_last_release_wrote_is_taken(forward):
    assert forward["refused"] == []


def test_no_column_is_asked_for_that_it_does_not_know(forward):
    """A new column is null, or has a `db_default`; an old one does not become harder to fill."""
    assert forward["demanded"] == []


def test_no_column_is_gone_that_it_reads(forward):
    assert forward["gone"] == []


def test_its_money_adds_up_after_the_migrations(forward):
    assert forward["audit"] == []


def test_its_pages_orders_and_bags_are_shown(forward):
    assert forward["pages"] == []


def test_every_column_added_later_is_null_or_has_a_database_default():
    """Read from the migrations themselves, so that no release can slip through between two recordings."""
    loader = MigrationLoader(None)
    state = loader.project_state().apps
    lacking = [
        f"{app}.{operation.model_name}.{operation.name}"
        for (app, _name), migration in sorted(loader.disk_migrations.items())
        for operation in migration.operations
        if app in OURS and isinstance(operation, AddField)
        if _is_demanded(state, app, operation)
    ]

    assert lacking == []


def _is_demanded(state, app: str, added: AddField) -> bool:
    model = state.get_model(app, added.model_name)
    field = next((field for field in model._meta.local_fields if field.name == added.name), None)
    return field is not None and not (field.null or field.has_db_default() or field.primary_key)


def test_column_without_default_is_noticed():
    before = {"shop": {"id": True, "name": False, "old": True}}
    after = {"shop": {"id": True, "name": False, "old": False, "new": False}, "more": {"any": False}}

    assert list(demanded(before, after)) == ["shop.new", "shop.old"]
    assert list(demanded(before, before)) == []


def test_column_that_is_gone_is_noticed():
    before = {"shop": {"id": True, "name": False}, "bag": {"id": True}}

    assert sorted(gone(before, {"shop": {"id": True}})) == ["bag.id", "shop.name"]


@pytest.mark.django_db
@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("statement", "touched", "word"),
    [
        ("INSERT INTO checkout_bagline (sku) VALUES ('A')", 1, "null"),
        ("UPDATE checkout_bag SET colour = 1", 0, "colour"),
        ("DELETE FROM checkout_bag", 1, "finds no row"),
        ("DELETE FROM checkout_bag", 0, ""),
    ],
)
def test_statement_that_is_not_taken_is_told_of(statement, touched, word):
    refusals = say_again([(statement, None, touched), ("SAVEPOINT a", None, 0)])

    assert [word.lower() in refusal.lower() for refusal in refusals] == [True] * bool(word)
