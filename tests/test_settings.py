"""Production refuses to start half-configured or unsafe, and says what is wrong."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import connection
from gunicorn.config import Config
from gunicorn.http import message
from gunicorn.http.parser import RequestParser

from config.middleware import MAX_ADDRESS
from tests.production_env import COMPLETE_ENV

ROOT = Path(__file__).resolve().parents[1]
LOAD = [sys.executable, "-c", "import config.settings.production"]
DEPLOY = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
REQUIRED = (
    "SECRET_KEY ALLOWED_HOSTS SITE_URL DATABASE_URL DEFAULT_FROM_EMAIL EMAIL_URL "
    "STRIPE_PUBLIC_KEY STRIPE_SECRET_KEY STRIPE_WH_SECRET"
).split()
UNSAFE = {
    "short secret key": ({"SECRET_KEY": "too-short"}, "SECRET_KEY needs at least 50"),
    "secret key of one letter": ({"SECRET_KEY": "x" * 60}, "SECRET_KEY needs at least 50"),
    "any host": ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
    "any host among others": ({"ALLOWED_HOSTS": "shop.example.com,*"}, "ALLOWED_HOSTS must name"),
    "plain http": ({"SITE_URL": "http://shop.example.com"}, "SITE_URL must start with https://"),
    "the double": ({"STRIPE_API_BASE": "http://127.0.0.1:12111"}, "STRIPE_API_BASE points to the offline"),
    "live beside test key": ({"STRIPE_PUBLIC_KEY": "pk_test_x"}, "of different modes"),
    "test beside live key": ({"STRIPE_SECRET_KEY": "sk_test_x"}, "of different modes"),
    "keys swapped": ({"STRIPE_PUBLIC_KEY": "sk_live_x"}, "STRIPE_PUBLIC_KEY must start with pk_"),
    "publishable as secret": ({"STRIPE_SECRET_KEY": "pk_live_x"}, "must start with sk_ or rk_"),
    "no webhook secret": ({"STRIPE_WH_SECRET": "secret"}, "STRIPE_WH_SECRET must start with whsec_"),
    "one good secret of two": ({"STRIPE_WH_SECRET": "whsec_a,b"}, "STRIPE_WH_SECRET must start"),
    "unknown element": ({"STRIPE_ELEMENT": "iframe"}, "STRIPE_ELEMENT must be"),
    "negative grace": ({"SHOP_SECOND_FACTOR_GRACE_DAYS": "-1"}, "SHOP_SECOND_FACTOR_GRACE_DAYS must be"),
    "demo": ({"SHOP_DEMO": "1"}, "SHOP_DEMO is for the demo alone"),
    "failpoints": ({"SHOP_FAILPOINTS": "anywhere"}, "SHOP_FAILPOINTS lets tests kill the shop"),
}


def start(command: list[str], **changes: str) -> subprocess.CompletedProcess[str]:
    """Run `command` as a production machine would, with `changes` to a complete environment."""
    keep = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}
    env = {**keep, "SHOP_VAR_DIR": os.environ["SHOP_VAR_DIR"], **COMPLETE_ENV, **changes}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)


def test_complete_production_settings_pass_the_deploy_check():
    checked = start(DEPLOY)

    assert checked.returncode == 0, checked.stderr
    assert "no issues (0 silenced)" in checked.stdout


@pytest.mark.parametrize("name", REQUIRED)
def test_production_names_a_setting_that_is_missing(name):
    started = start(LOAD, **{name: ""})

    assert started.returncode != 0
    assert f"Set in the environment: {name}" in started.stderr


def test_production_names_all_missing_settings_at_once():
    started = start(LOAD, **dict.fromkeys(REQUIRED, ""))

    assert started.returncode != 0
    assert "Set in the environment: " + ", ".join(REQUIRED) in started.stderr


@pytest.mark.parametrize(("changes", "complaint"), UNSAFE.values(), ids=UNSAFE.keys())
def test_production_refuses_an_unsafe_setting(changes, complaint):
    started = start(LOAD, **changes)

    assert started.returncode != 0
    assert complaint in started.stderr


def test_production_never_runs_in_debug_mode():
    printed = start([*LOAD[:2], "from config.settings.production import DEBUG as d; print(d)"], DEBUG="1")

    assert printed.stdout.strip() == "False"


@pytest.mark.parametrize(("public", "secret"), [("pk_live_x", "sk_test_x"), ("pk_test_x", "rk_live_x")])
def test_the_double_is_refused_beside_a_live_key(settings, public, secret):
    settings.STRIPE_PUBLIC_KEY, settings.STRIPE_SECRET_KEY = public, secret

    assert [message.id for message in run_checks()] == ["shop.E001"]


def test_the_double_is_refused_outside_development(settings):
    settings.STRIPE_ALLOW_DOUBLE = False

    assert [message.id for message in run_checks()] == ["shop.E002"]


@pytest.mark.parametrize(("is_allowed", "found"), [(True, []), (False, ["shop.E003"])])
def test_failpoints_are_refused_outside_of_tests(settings, is_allowed, found):
    settings.SHOP_FAILPOINTS, settings.SHOP_ALLOW_FAILPOINTS = "anywhere", is_allowed

    assert [message.id for message in run_checks()] == found


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_waits_for_locks_and_keeps_what_it_committed():
    if connection.vendor != "sqlite":
        pytest.skip("asks SQLite about its own settings")

    with connection.cursor() as cursor:
        answers = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        ]

    assert answers == ["wal", 2, 20_000, 1]
    assert connection.transaction_mode == "IMMEDIATE"


def test_gunicorn_loads_the_shop_with_its_configuration():
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"]

    checked = start([*gunicorn, "--check-config"])
    printed = start([*gunicorn, "--print-config"], WEB_WORKERS="3", WEB_THREADS="5")

    assert checked.returncode == 0, checked.stderr
    settings_line = " ".join(printed.stdout.split())
    assert "workers = 3" in settings_line
    assert "threads = 5" in settings_line
    assert "control_socket_disable = True" in settings_line


def test_gunicorn_lets_through_every_address_that_the_shop_answers(monkeypatch):
    monkeypatch.setattr(message, "MAX_REQUEST_LINE", message.MAX_REQUEST_LINE)
    served = Config()
    served.set("limit_request_line", runpy.run_path("gunicorn.conf.py")["limit_request_line"])
    line = b"GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n" % (b"a" * MAX_ADDRESS)

    read = next(iter(RequestParser(served, [line], ("127.0.0.1", 50_000))))

    assert len(read.path) > MAX_ADDRESS
