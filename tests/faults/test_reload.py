"""`kill -HUP` while shoppers look around: nobody is turned away or waits for a worker to learn its pages."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from threading import Event, Thread

import pytest
from django.db import connection

from config.warming import warm_up
from tests.faults.place import HOST, free_port
from tests.faults.test_worker_ends import SETTINGS, database_url
from tests.pgtemplate import ROOT

PAGE = "/search/?q=poster"
LOOKERS, STARTS_WITHIN_S, BEFORE_S, AFTER_S = 3, 90.0, 3.0, 12.0
# Beside this load the first pages of cold workers took 5 to 19 seconds, those of warm ones less than 2.
LONGEST_WAIT_S = 4.0

pytestmark = pytest.mark.django_db(transaction=True)


class Site:
    """gunicorn as in production, on the test's database."""

    def __init__(self, folder: os.PathLike[str]) -> None:
        self.port = free_port()
        self.answers: list[tuple[float, float, int | str]] = []  # when, how long, status
        env = {"SHOP_VAR_DIR": str(folder), "DATABASE_URL": database_url(), "LOG_LEVEL": "ERROR"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", f"--bind={HOST}:{self.port}"],
            cwd=ROOT,
            env={**os.environ, **SETTINGS, **env, "WEB_WORKERS": "2", "WEB_THREADS": "4"},
            start_new_session=True,
        )

    def look(self, until: Event) -> None:
        while not until.is_set():
            began = time.monotonic()
            self.answers.append((began, *self.ask(PAGE)))
            time.sleep(0.05)

    def ask(self, path: str) -> tuple[float, int | str]:
        began, status = time.monotonic(), ""
        browser = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            browser.request("GET", path)
            response = browser.getresponse()
            response.read()
            status = str(response.status)
        except OSError as error:
            status = type(error).__name__
        finally:
            browser.close()
        return time.monotonic() - began, status

    def wait_until_open(self) -> None:
        deadline = time.monotonic() + STARTS_WITHIN_S
        while self.ask("/healthz")[1] != "200":
            assert time.monotonic() < deadline
            time.sleep(0.2)


@pytest.fixture
def site(tmp_path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    os.killpg(site.process.pid, signal.SIGKILL)
    site.process.wait(10)


@pytest.mark.slow
def test_reload_under_load_turns_nobody_away_and_lets_nobody_wait(site):
    site.wait_until_open()
    over = Event()
    threads = [Thread(target=site.look, args=(over,)) for _looker in range(LOOKERS)]
    for thread in threads:
        thread.start()
    time.sleep(BEFORE_S)

    site.process.send_signal(signal.SIGHUP)
    time.sleep(AFTER_S)
    over.set()
    for thread in threads:
        thread.join()

    assert {status for _began, _took, status in site.answers} == {"200"}
    assert max(took for _began, took, _status in site.answers) < LONGEST_WAIT_S


def test_warming_up_asks_for_pages_in_each_language_and_keeps_no_connection():
    asked = []

    def application(environ, start_response):
        connection.ensure_connection()
        asked.append(environ["PATH_INFO"])
        start_response("200 OK", [])
        return [b""]

    warm_up(application)

    assert {"/", "/de/", "/search/", "/accounts/login/"} <= set(asked)
    assert connection.connection is None


def test_workers_start_although_nothing_could_be_warmed_up(caplog):
    def broken(environ, start_response):
        raise ConnectionError

    warm_up(broken)

    assert "not warmed up: ConnectionError" in caplog.text
