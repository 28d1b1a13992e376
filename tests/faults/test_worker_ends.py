"""The worker beside a mail server, a Stripe and a database that hang: the rest goes on, SIGTERM is heard."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from catalogue.tests.factories import make_product
from checkout.models import AttemptState, CheckoutAttempt, Heartbeat, OutgoingMail
from checkout.tests.orders import make_order
from checkout.tests.paying import make_attempt
from tests.faults.post_office import HOST, PostOffice
from tests.pgtemplate import ROOT

ENDS_WITHIN_S = 10.0
STARTS_WITHIN_S = 90.0
RUN = "import django; django.setup(); from django.core.management import call_command as run\n"
STUCK = (
    "import time; from checkout import lanes, worker as w; stay = lambda: print('stuck') or time.sleep(600)\n"
)
ONE_STUCK_JOB = "lanes.jobs = lambda: [w.Job('stuck', stay, 1)]\n"

pytestmark = [pytest.mark.slow, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


class Worker:
    """The shop's worker as a process of its own, on the test's database."""

    def __init__(self, folder: os.PathLike[str], program: str, **env: str) -> None:
        self.log = open(os.path.join(folder, "worker.log"), "w+b")  # noqa: SIM115
        known = {"SHOP_VAR_DIR": str(folder), "DATABASE_URL": database_url(), "LOG_LEVEL": "WARNING"}
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-c", f"{RUN}{program}run('shop_worker')"],
            cwd=ROOT,
            env={**os.environ, **SETTINGS, **known, **env},
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def said(self) -> str:
        with open(self.log.name) as log:
            return log.read()

    def wait_until(self, is_true: Callable[[], bool]) -> None:
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not is_true():
            assert time.monotonic() < deadline, self.said()[-3000:]
            assert self.process.poll() is None, self.said()[-3000:]
            time.sleep(0.1)

    def end(self, number: signal.Signals = signal.SIGTERM) -> float:
        """Tell it to stop; answers how long that took."""
        told = time.monotonic()
        self.process.send_signal(number)
        assert self.process.wait(30) == 0, self.said()[-3000:]
        return time.monotonic() - told


SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
    "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
    "SHOP_FAILPOINTS": "",
}


def database_url() -> str:
    """The test's own database, for another process."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    port = f"&port={known['PORT']}" if known["PORT"] else ""
    host = known["HOST"] or known["OPTIONS"].get("host", "")
    login = f"{known['USER']}:{known['PASSWORD']}" if known["PASSWORD"] else known["USER"]
    return f"postgres://{login}@/{known['NAME']}?host={host}{port}"


@pytest.fixture
def start(tmp_path) -> Iterator[Callable[..., Worker]]:
    workers: list[Worker] = []

    def starts(program: str = "", **env: str) -> Worker:
        workers.append(Worker(tmp_path, program, **env))
        return workers[-1]

    yield starts
    for worker in workers:
        if worker.process.poll() is None:
            os.killpg(worker.process.pid, signal.SIGKILL)
            worker.process.wait(10)
        worker.log.close()


@pytest.fixture
def silence() -> Iterator[tuple[int, list[socket.socket]]]:
    """A port where everybody is let in and nobody is answered; and who came."""
    guests: list[socket.socket] = []
    with socket.create_server((HOST, 0)) as door:
        Thread(target=_let_in, args=(door, guests), daemon=True).start()
        yield door.getsockname()[1], guests
    for guest in guests:
        guest.close()


def _let_in(door: socket.socket, guests: list[socket.socket]) -> None:
    while True:
        try:
            guests.append(door.accept()[0])
        except OSError:  # the test is over
            return


def write_mails(number: int) -> None:
    for name in range(number):
        OutgoingMail.objects.create(order=make_order(None, stripe_pid=f"pi_{name}"), kind="confirmation")


def test_hanging_mail_server_holds_up_mails_alone(start):
    write_mails(18)
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    past = timezone.now() - timedelta(seconds=1)
    CheckoutAttempt.objects.filter(pk=make_attempt({"TW-A4": 1}).pk).update(stripe_pid=None, expires_at=past)
    with PostOffice() as office:
        office.plan.extend(["hangs at once"] * 100)
        worker = start(EMAIL_URL=f"smtp://{HOST}:{office.port}")
        worker.wait_until(lambda: office.connections > 0)
        worker.wait_until(lambda: CheckoutAttempt.objects.filter(state=AttemptState.EXPIRED).exists())
        worker.wait_until(
            lambda: Heartbeat.objects.filter(lane__in=["stripe", "house", "pictures"]).count() == 3
        )

        took = worker.end()

        tried = sum(OutgoingMail.objects.values_list("attempts", flat=True))
        assert took < ENDS_WITHIN_S
        assert tried == office.connections  # each time-out is waited for once, not once for each mail
        assert OutgoingMail.objects.filter(sent_at=None).count() == 18


def test_hanging_stripe_holds_up_no_mail(start, silence):
    port, guests = silence
    write_mails(3)
    worker = start(STRIPE_API_BASE=f"http://{HOST}:{port}")

    worker.wait_until(lambda: len(guests) > 0)
    worker.wait_until(lambda: OutgoingMail.objects.filter(sent_at=None).count() == 0)

    assert worker.end() < ENDS_WITHIN_S


def test_worker_hears_sigterm_while_the_database_hangs(start, silence):
    port, guests = silence
    worker = start(DATABASE_URL=f"postgres://shop@{HOST}:{port}/shop")

    worker.wait_until(lambda: len(guests) > 0)

    assert worker.end() < ENDS_WITHIN_S


def test_worker_hears_sigterm_while_a_lane_never_ends(start):
    worker = start(STUCK + ONE_STUCK_JOB)
    worker.wait_until(lambda: "stuck" in worker.said())

    took = worker.end()

    assert took < ENDS_WITHIN_S
    assert "broken off, to be done again at the next start: lane house" in worker.said()


def test_idle_worker_ends_at_once(start):
    worker = start()
    worker.wait_until(lambda: Heartbeat.objects.count() == 4)

    assert worker.end(signal.SIGINT) < ENDS_WITHIN_S
    assert "worker: stopped" in worker.said()
