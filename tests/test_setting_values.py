"""Every setting that a document names is read, and a value that cannot be is told at start by name."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.production_env import COMPLETE_ENV
from tests.test_settings import ROOT, start

NAME = re.compile(r"`([A-Z]+_[A-Z_]+[A-Z])(?:=[^`]*)?`")
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
# Of other programs, or HTTP's; the shop reads none of them itself.
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "MALLOC_ARENA_MAX"}
# Read outside of the settings modules: by gunicorn.conf.py, by commands.
ELSEWHERE = {
    "BIND": "gunicorn.conf.py",
    "WEB_WORKERS": "gunicorn.conf.py",
    "WEB_THREADS": "gunicorn.conf.py",
    "WEB_MAX_REQUESTS": "gunicorn.conf.py",
    "ACCESS_LOG": "gunicorn.conf.py",
}
GUNICORN = ROOT / "gunicorn.conf.py"
# Any text is right for these.
FREE = {"SHOP_NAME", "SHOP_CLOUDFLARE_TOKEN", "BIND", "ACCESS_LOG", "SHOP_OWNER_PASSWORD"}
# One setting, values that cannot be, each by itself.
WRONG: dict[str, tuple[str, ...]] = {
    "SECRET_KEY": ("too-short",),
    "ALLOWED_HOSTS": ("https://shop.example.com", "shop.example.com/de", "two words"),
    "SITE_URL": ("shop.example.com", "http://shop.example.com", "https://", "https://shop.example.com/de"),
    "DATABASE_URL": (
        "postgres:shop",
        "mysql://a@b/c",
        "postgres://a@b:port/c",
        "postgres://a@b",
        "sqlite://",
    ),
    "STRIPE_PUBLIC_KEY": ("sk_live_x",),
    "STRIPE_SECRET_KEY": ("pk_live_x",),
    "STRIPE_WH_SECRET": ("secret", "whsec_a,b"),
    "EMAIL_URL": ("mail.example.com", "imap://mail.example.com", "smtp://", "smtp://mail.example.com:port"),
    "DEFAULT_FROM_EMAIL": ("Motacilla", "Motacilla <shop>"),
    "STRIPE_CURRENCY": ("euro", "xyz1", "e"),
    "STRIPE_ELEMENT": ("iframe",),
    "SHOP_ORDER_PREFIX": ("mo", "MO-1", "A" * 11),
    "SHOP_PAGE_SIZE": ("many", "0", "1.5"),
    "SHOP_HOLD_MINUTES": ("half an hour", "0", "-1"),
    "SHOP_NEW_PAYMENTS_PER_HOUR": ("few", "0"),
    "SHOP_DECLINES_ALARM": ("never", "-1"),
    "SHOP_ALARM_MINUTES": ("x", "0"),
    "SHOP_STAFF_EMAILS": ("ada", "ada@example.com, ben"),
    "SHOP_STAFF_SECOND_FACTOR": ("perhaps",),
    "SHOP_SECOND_FACTOR_GRACE_DAYS": ("two weeks", "-1"),
    "SHOP_STRIPE_PAUSE_AFTER": ("x", "-1"),
    "SHOP_STRIPE_RECEIPTS": ("perhaps",),
    "SHOP_COUNTRY": ("Germany", "QQ", "D"),
    "SHOP_LANGUAGES": ("klingon", "en;de", "de,de"),
    "SHOP_ID": ("two words", "a" * 65),
    "SHOP_TRUSTED_PROXIES": ("10.0.0.1", "-1"),
    "SHOP_PAGE_CACHE": ("maybe", "2"),
    "SHOP_CDN_SECONDS": ("1m", "-1"),
    "SHOP_CDN_PURGE_URL": ("cache.example.com",),
    "SHOP_CLOUDFLARE_ZONE": ("zone-without-its-token",),
    "SHOP_COUNTS_KEPT_FROM": ("2,000",),
    "SHOP_COUNTS_SECONDS": ("-1",),
    "REDIS_URL": ("localhost:6379", "http://localhost:6379", "redis://", "redis://h:port", "redis://h/name"),
    "SHOP_VAR_DIR": (str(ROOT / "README.md"), "/proc/shop"),
    "TIME_ZONE": ("Berlin", "Europe/Nowhere", "../etc/passwd"),
    "LOG_LEVEL": ("LOUD",),
    "SECURE_SSL_REDIRECT": ("perhaps",),
    "DATABASE_CONN_MAX_AGE": ("-5", "long"),
    "WEB_WORKERS": ("0", "two"),
    "WEB_THREADS": ("0",),
    "WEB_MAX_REQUESTS": ("-1",),
}
CASES = [(name, value) for name, values in WRONG.items() for value in values if name not in ELSEWHERE]
# Loads the settings anew for each case, in one process: Django itself takes longest to load.
LOAD_EACH = """
import json, os, sys, importlib
cases = json.load(sys.stdin)
said = []
for name, value in cases:
    before = os.environ.get(name)
    os.environ[name] = value
    for module in [m for m in sys.modules if m.partition(".")[0] == "config"]:
        del sys.modules[module]
    try:
        importlib.import_module("config.settings.production")
        said.append("")
    except Exception as error:
        said.append(f"{type(error).__name__}: {error}")
    os.environ.pop(name) if before is None else os.environ.update({name: before})
from config.env import env
print(json.dumps({"said": said, "asked": sorted(env.asked)}))
"""


@cache
def loaded() -> dict[str, list[str]]:
    """What production says to each of `CASES`, and which settings it asked for."""
    keep = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}
    env = {**keep, "SHOP_VAR_DIR": os.environ["SHOP_VAR_DIR"], **COMPLETE_ENV}
    done = subprocess.run(
        [sys.executable, "-c", LOAD_EACH],
        input=json.dumps(CASES), cwd=ROOT, env=env, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def documented() -> set[str]:
    """The settings that README and documents name in backquotes."""
    return {name for path in DOCUMENTS for name in NAME.findall(path.read_text())} - NOT_OURS


def settings_of_the_readme() -> set[str]:
    rows = [line for line in DOCUMENTS[0].read_text().splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([A-Z][A-Z_]+)`", row.split("|")[1])}


def test_readme_names_the_settings_in_its_table():
    assert {"SECRET_KEY", "REDIS_URL", "SHOP_HOLD_MINUTES"} <= settings_of_the_readme()


def test_every_setting_that_a_document_names_is_read():
    read = set(loaded()["asked"])
    by_commands = "".join(path.read_text() for path in (*(ROOT / "site").rglob("*.py"), GUNICORN))

    assert {name for name in documented() - read if f'"{name}"' not in by_commands} == set()


def test_every_setting_that_a_document_names_has_a_wrong_value_below():
    assert documented() - set(WRONG) - FREE == set()


@pytest.mark.parametrize(("name", "value"), CASES, ids=[f"{name}={value}" for name, value in CASES])
def test_wrong_value_is_told_at_start_by_name(name, value):
    said = loaded()["said"][CASES.index((name, value))]

    assert said.startswith("WrongSettings: The shop does not start. ")
    assert name in said
    assert "\n" not in said


@pytest.mark.parametrize(("name", "file"), [*ELSEWHERE.items()])
def test_number_for_gunicorn_is_told_by_name(name, file):
    if name not in WRONG:
        return
    for value in WRONG[name]:
        started = start([sys.executable, "-m", "gunicorn", "-c", file, "--check-config"], **{name: value})

        assert started.returncode != 0
        assert f"The shop does not start. {name} must be" in started.stderr
        assert "Traceback" not in started.stderr


def test_everything_wrong_is_told_at_once_in_one_line_without_a_trace():
    wrong = {"SHOP_PAGE_SIZE": "many", "REDIS_URL": "localhost", "TIME_ZONE": "Berlin", "EMAIL_URL": ""}

    checked = start([sys.executable, "manage.py", "check", "--deploy"], **wrong)
    served = start([sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "--check-config"], **wrong)

    for started in (checked, served):
        assert started.returncode != 0
        assert "Traceback" not in started.stderr
        [line] = [line for line in started.stderr.splitlines() if line.startswith("The shop does not start.")]
        assert all(name in line for name in wrong)


def test_developer_is_told_as_well():
    started = start(
        [sys.executable, "manage.py", "check"],
        DJANGO_SETTINGS_MODULE="config.settings.dev",
        SHOP_HOLD_MINUTES="x",
    )

    assert (
        started.stderr.strip()
        == "The shop does not start. SHOP_HOLD_MINUTES must be a whole number, not “x”."
    )


def test_password_that_begins_with_a_dollar_is_a_password():
    key = "$ECRET-8sK2vQz7Lw0pYb3Nc6Rt9Uf1Hj5Gd-EaXiOoSrTqVyWkZBnM"
    program = "from config.settings.production import SECRET_KEY; print(SECRET_KEY)"

    assert start([sys.executable, "-c", program], SECRET_KEY=key).stdout.strip() == key


def test_no_secret_is_repeated_when_its_address_is_wrong():
    started = start(
        [sys.executable, "manage.py", "check"],
        DATABASE_URL="mysql://shop:hunter2@db/shop",
        EMAIL_URL="imap://mail:hunter2@mail",
        REDIS_URL="http://:hunter2@redis",
    )

    assert "DATABASE_URL" in started.stderr
    assert "hunter2" not in started.stdout + started.stderr


def test_documents_are_there():
    assert len(DOCUMENTS) > 3
    assert all(Path(path).is_file() for path in DOCUMENTS)
