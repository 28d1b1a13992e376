"""`manage.py demo`: the whole shop on this machine, offline, until Ctrl-C."""

import signal
import time
from argparse import ArgumentParser
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from config.demo_run import children
from config.demo_run.children import Child
from config.demo_run.place import HOST, Place, choose, claim, python
from config.demo_run.welcome import welcome

READY_TIMEOUT_S = 90
LOOK_EVERY_S = 0.5


class Command(BaseCommand):
    help = "Start the demo shop with its worker and an offline Stripe."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        place = choose(port, settings.VAR_DIR)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.default_int_handler)
        running: list[Child] = []
        with claim(place.folder):
            try:
                self._run(place, running)
            except KeyboardInterrupt:
                self.stdout.write("\nStopping. The data stays for the next start.")
            finally:
                children.stop_all(running)

    def _run(self, place: Place, running: list[Child]) -> None:
        env = place.environment()
        self._step("Preparing the database", python("manage.py", "migrate", "-v0"), env)
        running.append(children.start("stripe", self._stripe(place), env, place.logs))
        self._step("Filling the shop", python("manage.py", "seed_demo"), env)
        # On SIGTERM gunicorn would wait for browsers that keep their connections open.
        site = children.start("site", self._site(place), env, place.logs, signal.SIGINT)
        running.append(site)
        running.append(children.start("worker", python("manage.py", "shop_worker"), env, place.logs))
        self._wait_until_open(place, running)
        self.stdout.write(welcome(place))
        self._watch(running)

    def _step(self, title: str, command: list[str], env: dict[str, str]) -> None:
        self.stdout.write(title)
        if children.run(command, {**env, "LOG_LEVEL": "WARNING"}) != 0:
            raise CommandError(f"{title}: this step failed, see above.")

    def _stripe(self, place: Place) -> list[str]:
        return python(
            "-m",
            "stripe_double",
            f"--port={place.stripe_port}",
            f"--state={place.folder / 'stripe.sqlite3'}",
            f"--webhook={place.url}/checkout/wh/",
            "--webhook-secret=whsec_demo",
            "--settle-after=20",
        )

    def _site(self, place: Place) -> list[str]:
        bind = f"--bind={HOST}:{place.port}"
        return python("-m", "gunicorn", "-c", "gunicorn.conf.py", bind, "--workers=1", "--threads=8")

    def _wait_until_open(self, place: Place, running: list[Child]) -> None:
        """Wait for the first good page."""
        deadline = time.monotonic() + READY_TIMEOUT_S
        while time.monotonic() < deadline:
            self._refuse_a_dead(running)
            try:
                with urlopen(place.url, timeout=READY_TIMEOUT_S):  # noqa: S310  (our own address)
                    return
            except URLError as not_yet:
                if not isinstance(not_yet.reason, ConnectionRefusedError):
                    raise CommandError(f"The shop answers wrongly: {not_yet}.") from not_yet
                time.sleep(LOOK_EVERY_S)
        raise CommandError(f"The shop did not open in {READY_TIMEOUT_S} s; see {place.logs}.")

    def _watch(self, running: list[Child]) -> None:
        while True:
            self._refuse_a_dead(running)
            time.sleep(LOOK_EVERY_S)

    def _refuse_a_dead(self, running: list[Child]) -> None:
        dead = children.first_dead(running)
        if dead:
            raise CommandError(f"{dead.last_words()}\nThe {dead.name} process ended; stopping the others.")
