"""The project keeps its own rules: layout, layers, locks, sizes, names, migrations."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[1]
OURS = ("home", "catalogue", "checkout", "profiles")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ("requirements.txt", "requirements-dev.txt")
MAX_FUNCTION_LINES, MAX_FILE_LINES = 30, 300


def app_files() -> Iterator[Path]:
    """The Python files of the shop itself: no tests, no migrations."""
    for top in (*OURS, "site"):
        for path in sorted((ROOT / top).rglob("*.py")):
            if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts):
                yield path


def locked(name: str) -> list[str]:
    """The requirements of a lock file, continuation lines joined, comments dropped."""
    text = (ROOT / name).read_text().replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def test_site_is_a_folder_and_never_a_package():
    import config

    assert not (ROOT / "site" / "__init__.py").exists()
    assert Path(config.__file__).parent == ROOT / "site" / "config"


@pytest.mark.parametrize("path", ["site/config/urls.py", "site/stripe_double/new.py", "site/new.txt"])
def test_git_does_not_hide_the_site_folder(path):
    ignored = subprocess.run(["git", "check-ignore", "--no-index", "--quiet", path], cwd=ROOT)

    assert ignored.returncode == 1


@pytest.mark.parametrize("path", [".env", "var/demo/shop.sqlite3", "elsewhere/.venv/bin/python"])
def test_git_hides_secrets_and_what_the_shop_writes(path):
    ignored = subprocess.run(["git", "check-ignore", "--no-index", "--quiet", path], cwd=ROOT)

    assert ignored.returncode == 0


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_requirement_is_pinned_with_hashes(name):
    unpinned = [line for line in locked(name) if "==" not in line or "--hash=sha256:" not in line]

    assert len(locked(name)) > 20
    assert unpinned == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_index_and_no_address(name):
    assert re.search(r"index-url|find-links|trusted-host|https?://|file:", (ROOT / name).read_text()) is None


def test_the_development_lock_agrees_with_the_shop_lock():
    shop, development = ({line.split(" ")[0] for line in locked(name)} for name in LOCKS)

    assert shop - development == set()


def test_layers_and_the_gateway_are_guarded():
    contracts = {contract["id"]: contract for contract in PYPROJECT["tool"]["importlinter"]["contracts"]}

    assert contracts["layers"]["layers"] == ["config", "home | checkout", "profiles | catalogue"]
    assert contracts["stripe-at-the-gateway"]["forbidden_modules"] == ["stripe"]
    assert "checkout" in contracts["stripe-at-the-gateway"]["source_modules"]
    assert set(OURS) <= set(contracts["double-stands-alone"]["forbidden_modules"])


def test_no_function_is_longer_than_thirty_lines():
    too_long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {length} lines"
        for path in app_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > MAX_FUNCTION_LINES
    ]

    assert too_long == []


def test_no_file_is_longer_than_three_hundred_lines():
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in app_files()}

    assert {name: length for name, length in lengths.items() if length > MAX_FILE_LINES} == {}


def test_every_module_says_in_a_line_what_it_owns():
    silent = [
        str(path.relative_to(ROOT))
        for path in app_files()
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


def test_no_module_has_a_name_that_says_nothing():
    names = {"utils", "helpers", "misc", "common", "tools", "signals"}

    assert [str(path) for path in app_files() if {path.stem, path.parent.name} & names] == []


def test_no_shop_word_has_a_second_name():
    words = re.compile(r"\b(cart|basket|trolley)s?\b", re.IGNORECASE)
    places = [*app_files(), *(ROOT / "templates").rglob("*.html")]

    assert [str(path) for path in places if words.search(path.read_text())] == []


def test_html_is_marked_safe_by_django_alone():
    marks = re.compile(r"mark_safe\(|\|safe\b|SafeString\(|autoescape off")
    places = [*app_files(), *(ROOT / "templates").rglob("*.html")]

    assert [str(path.relative_to(ROOT)) for path in places if marks.search(path.read_text())] == []


def test_no_inline_script_style_or_handler_in_templates():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "email" not in str(path)]

    assert pages != []
    assert [str(path.relative_to(ROOT)) for path in pages if inline.search(path.read_text())] == []


@pytest.mark.parametrize("app", OURS)
def test_migrations_of_an_app_are_one_line(app):
    loader = MigrationLoader(None)

    assert len(loader.graph.leaf_nodes(app)) == 1
    assert loader.detect_conflicts() == {}


@pytest.mark.django_db
def test_models_and_migrations_agree():
    printed = StringIO()

    call_command("makemigrations", "--check", "--dry-run", stdout=printed)

    assert printed.getvalue() == "No changes detected\n"
